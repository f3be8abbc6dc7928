pytest_plugins = ["runcomfy.testing.pytest_plugin"]
