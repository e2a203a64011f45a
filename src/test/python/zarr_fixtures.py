"""Small stores as Python's zarr writes them: an OME-Zarr 0.4, an OME-Zarr 0.5 with shards, and an array for each codec.

    pip install -r zarr_requirements.txt
    python zarr_fixtures.py ../resources/zarr

With --check FOLDER it instead reads each image below the folder, as InpaintJ has written it, and prints for each array
its name, shape and the sum of its samples.

The sample at t, c, z, y, x is (7x + 13y + 50c + 11z + 100t) modulo 251, so nothing is random.
"""
import pathlib
import shutil
import sys

import numcodecs
import numpy
import zarr
from zarr.codecs import BloscCodec, BytesCodec, Crc32cCodec, GzipCodec, ZstdCodec


def samples(axes, shape, dtype):
    factors = {"t": 100, "c": 50, "z": 11, "y": 13, "x": 7}
    return (sum(factors[a] * at for a, at in zip(axes, numpy.indices(shape))) % 251).astype(dtype)


def halved(image):
    rows = image.reshape(image.shape[:-2] + (image.shape[-2] // 2, 2, image.shape[-1] // 2, 2)).astype(float)
    return numpy.floor(rows.mean(axis=(-3, -1)) + 0.5).astype(image.dtype)


def multiscales(version, axes, levels):
    kinds = {"t": "time", "c": "channel", "z": "space", "y": "space", "x": "space"}
    scale = [[1.0] * (len(axes) - 2) + [2.0**k, 2.0**k] for k in range(levels)]
    entry = {"name": "fixture", "axes": [{"name": a, "type": kinds[a]} for a in axes],
             "datasets": [{"path": str(k), "coordinateTransformations": [{"type": "scale", "scale": scale[k]}]}
                          for k in range(levels)], "type": "mean"}
    if version == "0.4":
        entry["version"] = version
    return [entry]


def old_image(folder):
    """0.4: Zarr 2, 16 bits, axes t, c, z, y, x, Blosc with LZ4."""
    group = zarr.create_group(folder, zarr_format=2)
    group.attrs["multiscales"] = multiscales("0.4", "tczyx", 2)
    group.attrs["omero"] = {"channels": [{"color": "00FF00", "window": {"start": 5, "end": 200, "min": 0, "max": 255}},
                                         {"color": "FF00FF", "window": {"start": 0, "end": 255, "min": 0, "max": 255}}]}
    image = samples("tczyx", (1, 2, 2, 24, 32), "<u2")
    for k in range(2):
        array = group.create_array(str(k), shape=image.shape, chunks=(1, 1, 2, 16, 16), dtype=image.dtype,
                                   compressors=numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE),
                                   chunk_key_encoding={"name": "v2", "separator": "/"})
        array[:] = image
        image = halved(image)


def new_image(folder):
    """0.5: Zarr 3, 8 bits, axes c, y, x, Zstandard in shards."""
    group = zarr.create_group(folder, zarr_format=3)
    group.attrs["ome"] = {"version": "0.5", "multiscales": multiscales("0.5", "cyx", 2)}
    image = samples("cyx", (3, 24, 32), "u1")
    for k in range(2):
        array = group.create_array(str(k), shape=image.shape, chunks=(1, 8, 8), shards=(1, 16, 16), dtype=image.dtype,
                                   compressors=ZstdCodec(level=3))
        array[:] = image
        image = halved(image)


def codecs(folder):
    image = samples("yx", (24, 24), "<u2")
    blosc = numcodecs.Blosc
    for name, codec in {"zlib": numcodecs.Zlib(5), "gzip": numcodecs.GZip(5), "zstd": numcodecs.Zstd(3),
                        "lz4": numcodecs.LZ4(), "none": None, "blosclz": blosc("blosclz", 5, blosc.BITSHUFFLE),
                        "blosc-lz4hc": blosc("lz4hc", 5, blosc.NOSHUFFLE), "blosc-zlib": blosc("zlib", 5, blosc.SHUFFLE),
                        "blosc-zstd": blosc("zstd", 5, blosc.AUTOSHUFFLE)}.items():
        zarr.create_array(f"{folder}/2-{name}", shape=image.shape, chunks=(24, 24), dtype=image.dtype, zarr_format=2,
                          compressors=codec)[:] = image
    big = zarr.create_array(f"{folder}/2-big", shape=(24, 26), chunks=(24, 24), dtype=">u2", zarr_format=2,
                            compressors=None, fill_value=77)
    big[:, :24] = image[:, :24]
    for name, codec in {"zstd": [ZstdCodec(level=3, checksum=True)], "gzip-crc32c": [GzipCodec(), Crc32cCodec()],
                        "blosc": [BloscCodec(cname="zstd", shuffle="bitshuffle")], "none": []}.items():
        zarr.create_array(f"{folder}/3-{name}", shape=image.shape, chunks=(24, 24), dtype="uint16", zarr_format=3,
                          compressors=codec, serializer=BytesCodec(endian="big"))[:] = image


def check(folder):
    for root in sorted(pathlib.Path(folder).rglob("*.zarr")):
        for name, array in sorted(zarr.open_group(root, mode="r").arrays()):
            print(root.name, name, array.shape, int(array[:].astype("int64").sum()))


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check(sys.argv[2])
    else:
        target = pathlib.Path(sys.argv[1])
        shutil.rmtree(target, ignore_errors=True)
        old_image(str(target / "old.ome.zarr"))
        new_image(str(target / "new.ome.zarr"))
        codecs(str(target / "codecs"))
