#!/usr/bin/env python3
"""Writes models/patch_posterior.onnx: one step of exemplar diffusion, without weights.

    pip install onnx==1.23.2
    python models/tools/patch_posterior.py models/patch_posterior.onnx

For M query patches and a bank of N source patches, with D numbers a key:

    l    = queries keys - energy           log-likelihood of each source, up to a constant of the bank
    z    = (l - beta max over the queries of l) / tau          usage balancing, temperature
    index = arg max over the sources of z + Gumbel noise       a sample of the posterior
    mean  = softmax(z) keys^T                                  the posterior mean, in the space of the keys

A Gumbel variate is -log(-log(u)) of a uniform u, which the caller draws, so that a sample can be drawn again.
Queries hold [w y, -w/2] and keys [x, x x] of a likelihood exp(-1/2 sum w (y - x)^2); energy is 1/2 sum w y^2.
"""
import sys

import onnx
from onnx import TensorProto, helper

OPSET, IR = 13, 7


def build():
    nodes = [
        helper.make_node("MatMul", ["queries", "keys"], ["product"]),
        helper.make_node("Sub", ["product", "energy"], ["likelihood"]),
        helper.make_node("ReduceMax", ["likelihood"], ["usage"], axes=[0], keepdims=1),
        helper.make_node("Mul", ["usage", "beta"], ["balance"]),
        helper.make_node("Sub", ["likelihood", "balance"], ["balanced"]),
        helper.make_node("Div", ["balanced", "tau"], ["logits"]),
        helper.make_node("Log", ["uniforms"], ["log_u"]),
        helper.make_node("Neg", ["log_u"], ["exponential"]),
        helper.make_node("Log", ["exponential"], ["minus_gumbel"]),
        helper.make_node("Sub", ["logits", "minus_gumbel"], ["perturbed"]),
        helper.make_node("ArgMax", ["perturbed"], ["index"], axis=1, keepdims=0),
        helper.make_node("Softmax", ["logits"], ["weights"], axis=1),
        helper.make_node("Transpose", ["keys"], ["keys_t"], perm=[1, 0]),
        helper.make_node("MatMul", ["weights", "keys_t"], ["mean"]),
    ]
    floats = lambda name, *shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))
    graph = helper.make_graph(
        nodes, "patch_posterior",
        [floats("queries", "M", "D"), floats("keys", "D", "N"), floats("energy", "M", 1),
         floats("uniforms", "M", "N"), floats("beta", 1), floats("tau", 1)],
        [helper.make_tensor_value_info("index", TensorProto.INT64, ["M"]), floats("mean", "M", "D")],
        doc_string=__doc__)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="InpaintJ")
    model.ir_version = IR
    onnx.checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    onnx.save(build(), sys.argv[1])
