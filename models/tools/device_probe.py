#!/usr/bin/env python3
"""Writes models/device_probe.onnx: one small convolution, to see whether an execution provider really runs.

    pip install onnx==1.23.2
    python models/tools/device_probe.py models/device_probe.onnx

x of shape [1, 1, 4, 4] is convolved with a 3 x 3 kernel of ones without padding, so that y of shape [1, 1, 2, 2] holds
the sums of its 3 x 3 windows. A convolution, because some libraries of a graphics card are loaded only by the first.
"""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, IR = 13, 7


def build():
    kernel = numpy_helper.from_array(np.ones((1, 1, 3, 3), np.float32), "kernel")
    graph = helper.make_graph(
        [helper.make_node("Conv", ["x", "kernel"], ["y"])], "device_probe",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 4, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, 2, 2])],
        [kernel], doc_string=__doc__)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="InpaintJ")
    model.ir_version = IR
    onnx.checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    onnx.save(build(), sys.argv[1])
