"""The subject: image classification with small backbones. All that speaks of ImageNet, ViTs, top-1 or GMACs lies here.

Modules of this folder know neither records nor files; another subject would replace them.
"""
