"""Zip files that are the same whenever their contents are."""
import filecmp
import os
import zipfile


def pack(folder, path, base=None):
    """A zip that depends on nothing but its contents: the files that the base folder does not have alike.

    SentencePiece's own file stays out, since it says nothing that tokenizer.json does not."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for parent, _, files in sorted(os.walk(folder)):
            for name in sorted(files):
                full = os.path.join(parent, name)
                inside = os.path.relpath(full, folder)
                alike = base and os.path.exists(os.path.join(base, inside)) and filecmp.cmp(
                    full, os.path.join(base, inside), shallow=False)
                if name != "spiece.model" and not alike:
                    info = zipfile.ZipInfo(inside, (2026, 1, 1, 0, 0, 0))
                    info.compress_type = zipfile.ZIP_DEFLATED
                    with open(full, "rb") as f:
                        archive.writestr(info, f.read())
