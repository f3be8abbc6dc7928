"""`make test-editors`: tools that bring a Node.js of their own, or a whole language server in Python."""
