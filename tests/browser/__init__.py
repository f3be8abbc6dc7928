"""The sandbox's page, driven in headless Chromium. Collected by `make test-browser` alone."""
