def known():
    return {}


def report(name, place, known):
    return True
