"""Runs Lambda functions as processes of this machine, for LocalStack.

LocalStack -> plugin.py -> Sandbox (one for each concurrent invocation, kept warm)
                             -> Life (one process, from its start to its end)
                                  -> RuntimeApi  what the function asks and answers over HTTP
                                  -> supervisor  a small process between, which starts, limits and ends the function
                                  -> Output      what the function prints

Beside it what LocalStack lacks otherwise: gateway.py has its API Gateway refuse and compress as AWS' does, turns.py
bounds the processes of one function, changes.py and updates.py have its CloudFormation change a stack that is there.

Only plugin.py and these four know LocalStack; the rest is the standard library.
"""
