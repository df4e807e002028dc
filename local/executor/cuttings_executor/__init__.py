"""Runs Lambda functions as processes of this machine, for LocalStack.

LocalStack -> plugin.py -> Sandbox (one for each concurrent invocation, kept warm)
                             -> Life (one process, from its start to its end)
                                  -> RuntimeApi  what the function asks and answers over HTTP
                                  -> supervisor  a small process between, which starts, limits and ends the function
                                  -> Output      what the function prints

Beside it gateway.py, which has LocalStack's API Gateway refuse and compress as AWS' does, and turns.py, which
bounds the processes of one function.

Only plugin.py, gateway.py and turns.py know LocalStack; the rest is the standard library.
"""
