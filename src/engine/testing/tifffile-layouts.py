"""
Writes TIFF files in all layouts that tifffile has without further packages into a folder, and beside each the values that it reads
of them itself, as 64-bit floating-point numbers: page by page, colours beside each other. Prints names, shapes and types as JSON.
"""

import itertools
import json
import sys

import numpy
import tifffile

folder = sys.argv[1]
rng = numpy.random.default_rng(1)
made = []


def array(shape, dtype):
    d = numpy.dtype(dtype)
    if d.kind == 'f': return rng.normal(100, 50, shape).astype(d)
    if d.kind == 'b': return rng.integers(0, 2, shape).astype(d)
    i = numpy.iinfo(d)
    return rng.integers(i.min // 4, i.max // 4, shape, dtype=d)


def write(name, data, **how):
    path = folder + '/' + name + '.tif'
    tifffile.imwrite(path, data, **how)
    with tifffile.TiffFile(path) as t:
        if how.get('truncate'):
            read = t.asarray()
        elif how.get('colormap') is not None:
            read = numpy.stack([p.asrgb() >> 8 for p in t.pages])
        else:
            read = numpy.stack([p.asarray() for p in t.pages])
            if how.get('planarconfig') == 'separate': read = numpy.moveaxis(read, 1, -1)
        if t.pages[0].photometric == 0:
            read = ~read if read.dtype.kind in 'ub' else read
        made.append([name, list(read.shape), str(read.dtype)])
        read.astype('<f8').tofile(folder + '/' + name + '.values')


for dtype in 'bool u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8'.split():
    data = array((5, 23, 37), dtype)
    for order, big in itertools.product('<>', (False, True)):
        base = dtype + {'<': 'le', '>': 'be'}[order] + ('big' if big else '')
        how = dict(byteorder=order, bigtiff=big, photometric='minisblack')
        write(base, data, **how)
        write(base + '-strips', data, rowsperstrip=4, **how)
        if dtype != 'bool':
            write(base + '-truncated', data, truncate=True, **how)
            write(base + '-tiles', data, tile=(16, 32), **how)
            write(base + '-zlib', data, compression='zlib', **how)
            write(base + '-zlibtiles', data, compression='zlib', tile=(16, 16), **how)
            if dtype[0] in 'ui' and dtype[1] != '8':
                write(base + '-predictor', data, compression='zlib', predictor=True, rowsperstrip=3, **how)
for dtype in 'u1 u2'.split():
    for order in '<>':
        base = dtype + {'<': 'le', '>': 'be'}[order]
        rgb = array((4, 23, 37, 3), dtype)
        write(base + '-rgb', rgb, photometric='rgb', byteorder=order)
        write(base + '-rgbzlib', rgb, photometric='rgb', byteorder=order, compression='zlib', predictor=True)
        write(base + '-rgbtiles', rgb, photometric='rgb', byteorder=order, tile=(16, 16))
        planes = numpy.moveaxis(rgb, -1, 1)
        write(base + '-planes', planes, photometric='rgb', planarconfig='separate', byteorder=order)
        write(base + '-planetiles', planes, photometric='rgb', planarconfig='separate', byteorder=order, tile=(16, 16), compression='zlib')
        write(base + '-white', array((5, 23, 37), dtype), photometric='miniswhite', byteorder=order)
        for kind in (dict(imagej=True), dict(ome=True)):
            write(base + '-' + list(kind)[0], array((6, 23, 37), dtype), byteorder=order, metadata={'axes': 'TYX'}, **kind)
            write(base + '-' + list(kind)[0] + '5d', array((3, 2, 2, 23, 37), dtype), byteorder=order, metadata={'axes': 'TZCYX'}, **kind)
write('palette', array((3, 23, 37), 'u1'), photometric='palette', colormap=rng.integers(0, 65535, (3, 256)).astype('u2'))
print(json.dumps(made))
