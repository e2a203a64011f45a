"""Lists the operators that ONNX Runtime's CPU provider runs, for the check of a model before it is loaded.

    pip install onnxruntime==1.28.0 onnx==1.20.1
    python list_cpu_operators.py ../../src/main/resources/org/inpaintj/onnx/file/cpu-operators.txt

An operator without a kernel still runs if the standard defines it as a function of others.
"""
import sys

import onnx
import onnxruntime.capi.onnxruntime_pybind11_state as runtime

operators = {(k.domain or "ai.onnx", k.op_name) for k in runtime.get_all_opkernel_def()
             if k.provider == "CPUExecutionProvider"}
operators |= {(s.domain or "ai.onnx", s.name) for s in onnx.defs.get_all_schemas_with_history()
              if s.has_function or s.has_context_dependent_function}
operators |= {("ai.onnx", "Constant")}
with open(sys.argv[1], "w", encoding="ascii") as f:
    for domain, name in sorted(operators):
        if not domain.startswith("ai.onnx.preview"):
            f.write(f"{domain}:{name}\n")
