"""The local web application: a folder of decisions seen, written and built in a browser on the same machine.

The browser holds the text that is being written; the server makes its preview, saves it and builds from it. Nothing
here prints, and nothing is written but by saving.
"""
