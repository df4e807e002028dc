from pathlib import Path

from cuttings_executor.environment import function_environment


def environment(given, configured=None):
    return function_environment(given, configured or {}, Path("/code"), Path("/runtime/bin/python"), "python3.13")


def test_lambdas_variables_are_kept_as_text_and_localstacks_are_not():
    seen = environment(
        {
            "AWS_REGION": "eu-central-1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128,
            "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
            "LAMBDA_TASK_ROOT": "/var/task",
            "AWS_EXECUTION_ENV": "AWS_Lambda_rapid",
            "LOCALSTACK_RUNTIME_ID": "x",
            "EDGE_PORT": "4566",
            "AWS_LAMBDA_FUNCTION_TIMEOUT": 3,
        }
    )
    assert seen == {
        "AWS_REGION": "eu-central-1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "LAMBDA_TASK_ROOT": "/code",
        "LAMBDA_RUNTIME_DIR": "/runtime",
        "LANG": "en_US.UTF-8",
        "PATH": "/runtime/bin:/usr/local/bin:/usr/bin:/bin",
    }


def test_what_the_function_was_configured_with_is_always_kept():
    own = {"LOCALSTACK_HOSTNAME": "mine", "PATH": "/mine"}
    seen = environment(own, own)
    assert seen["LOCALSTACK_HOSTNAME"] == "mine"
    assert seen["PATH"] == "/mine"
