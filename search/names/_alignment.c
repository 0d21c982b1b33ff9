/* Which strings may be like another, and the least cost of turning it into each of them: the inner loops of
 * vocabulary_arrays.py, distance.py and transducer.py, which do the same with NumPy where this could not be compiled.
 * Buffers are C-contiguous arrays of the dtypes named in _alignment.pyi; lengths and places are checked, dtypes are the
 * caller's to get right. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { AHEAD = 16, LANGS = 256, LETTERS = 128, SHARES = 64, LETTER_BITS = 11, LONGEST_CHUNK = 3 };
static const float NEVER = 1e4f;

static float least(float one, float other) { return one < other ? one : other; }

/* Take the buffers of objects; on failure none is held. */
static int take_buffers(PyObject **objects, Py_buffer *buffers, int count, int writable) {
    for (int place = 0; place < count; place++) {
        int flags = place == writable ? PyBUF_WRITABLE : PyBUF_SIMPLE;
        if (PyObject_GetBuffer(objects[place], &buffers[place], flags) < 0) {
            while (place--) PyBuffer_Release(&buffers[place]);
            return 0;
        }
    }
    return 1;
}

static void release_buffers(Py_buffer *buffers, int count) {
    for (int place = 0; place < count; place++) PyBuffer_Release(&buffers[place]);
}

/* Codes are measured side by side: each step of one waits for the one before, and those of others fill the time. */
enum { LANES = 8 };

typedef struct {
    Py_ssize_t ends[LANES];
    const float *drops[LANES];
    const uint8_t *others[LANES];
} Lanes;

/* The next cost in the row of each lane, in vector instructions: the loop must not be unrolled before they are made. */
static void step(const float *restrict before, float *restrict here, const float *restrict own,
                 const float *restrict dropped, const float *restrict changed, float *restrict diagonal) {
#pragma GCC unroll 1
    for (int lane = 0; lane < LANES; lane++) {
        const float kept = here[lane];
        float cost = kept + dropped[lane];
        const float exchanged = diagonal[lane] + changed[lane], added = before[lane] + own[lane];
        cost = cost < exchanged ? cost : exchanged;
        here[lane] = cost < added ? cost : added;
        diagonal[lane] = kept;
    }
}

/* One code against others of `width` letters that end at their first zero. `scratch` has room for 3 * width + 1 rows of
 * lanes. */
static void edit_lanes(const uint8_t *code, Py_ssize_t length, Lanes *lanes, Py_ssize_t width, const float *changes,
                       float *scratch, float *out) {
    float (*row)[LANES] = (float (*)[LANES])scratch, (*gone)[LANES] = row + width + 1;
    uint8_t (*letters)[LANES] = (uint8_t (*)[LANES])(gone + width);
    Py_ssize_t longest = 0;
    for (int lane = 0; lane < LANES; lane++) {
        Py_ssize_t end = 0;
        while (end < width && lanes->others[lane][end]) end++;
        lanes->ends[lane] = end;
        if (end > longest) longest = end;
        row[0][lane] = 0;
    }
    for (Py_ssize_t at = 0; at < longest; at++)
        for (int lane = 0; lane < LANES; lane++) {
            letters[at][lane] = lanes->others[lane][at] % LETTERS;
            gone[at][lane] = lanes->drops[lane][letters[at][lane]];
            row[at + 1][lane] = row[at][lane] + gone[at][lane];
        }
    for (Py_ssize_t place = 0; place < length; place++) {
        const uint8_t letter = code[place] % LETTERS;
        const float *change = changes + (Py_ssize_t)letter * LETTERS;
        float dropped[LANES], diagonal[LANES], changed[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            dropped[lane] = lanes->drops[lane][letter];
            diagonal[lane] = row[0][lane];
            row[0][lane] += dropped[lane];
        }
        for (Py_ssize_t at = 0; at < longest; at++) {
            for (int lane = 0; lane < LANES; lane++) changed[lane] = change[letters[at][lane]];
            step(row[at], row[at + 1], gone[at], dropped, changed, diagonal);
        }
    }
    for (int lane = 0; lane < LANES; lane++) {
        const Py_ssize_t end = lanes->ends[lane];
        const float longer = powf((float)(end > length ? end : length), 0.8f);
        out[lane] = row[end][lane] / (longer > 2 ? longer : 2);
    }
}

static PyObject *edit_costs(PyObject *module, PyObject *args) {
    enum { CODE, CODES, NUMBERS, UNSURE, CHANGES, DROPS, OUT, COUNT };
    PyObject *objects[COUNT];
    Py_buffer buffers[COUNT];
    Py_ssize_t width;
    if (!PyArg_ParseTuple(args, "OOnOOOOO", &objects[CODE], &objects[CODES], &width, &objects[NUMBERS],
                          &objects[UNSURE], &objects[CHANGES], &objects[DROPS], &objects[OUT]) ||
        !take_buffers(objects, buffers, COUNT, OUT))
        return NULL;
    const Py_ssize_t count = buffers[NUMBERS].len / (Py_ssize_t)sizeof(uint32_t);
    const Py_ssize_t rows = width > 0 ? buffers[CODES].len / width : 0;
    const uint32_t *numbers = buffers[NUMBERS].buf;
    int fits = width > 0 && buffers[UNSURE].len == count && buffers[OUT].len == count * (Py_ssize_t)sizeof(float) &&
               buffers[CHANGES].len == LETTERS * LETTERS * (Py_ssize_t)sizeof(float) &&
               buffers[DROPS].len == 2 * LETTERS * (Py_ssize_t)sizeof(float);
    for (Py_ssize_t place = 0; fits && place < count; place++) fits = numbers[place] < rows;
    float *scratch = fits ? PyMem_Malloc((3 * width + 1) * LANES * sizeof(float)) : NULL;
    if (scratch) {
        const uint8_t *unsure = buffers[UNSURE].buf, *codes = buffers[CODES].buf;
        const float *drops = buffers[DROPS].buf;
        float *out = buffers[OUT].buf;
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t start = 0; start < count; start += LANES) {
            Lanes lanes;
            float found[LANES];
            const int filled = count - start < LANES ? (int)(count - start) : LANES;
            for (Py_ssize_t next = start + AHEAD; next < start + AHEAD + LANES && next < count; next++)
                __builtin_prefetch(codes + numbers[next] * width);
            for (int lane = 0; lane < LANES; lane++) {
                const Py_ssize_t place = start + (lane < filled ? lane : 0);
                lanes.others[lane] = codes + numbers[place] * width;
                lanes.drops[lane] = drops + (unsure[place] ? LETTERS : 0);
            }
            edit_lanes(buffers[CODE].buf, buffers[CODE].len, &lanes, width, buffers[CHANGES].buf, scratch, found);
            memcpy(out + start, found, filled * sizeof(float));
        }
        Py_END_ALLOW_THREADS
        PyMem_Free(scratch);
    }
    release_buffers(buffers, COUNT);
    if (!fits) return PyErr_Format(PyExc_ValueError, "arrays do not fit one another");
    if (!scratch) return PyErr_NoMemory();
    Py_RETURN_NONE;
}

/* The numbers of one side's chunks, sorted. */
typedef struct {
    const int64_t *numbers;
    Py_ssize_t count;
} Chunks;

static int32_t number_of(Chunks chunks, int64_t packed) {
    Py_ssize_t low = 0, high = chunks.count;
    while (low < high) {
        Py_ssize_t middle = (low + high) / 2;
        if (chunks.numbers[middle] < packed) low = middle + 1;
        else high = middle;
    }
    return (int32_t)(low < chunks.count && chunks.numbers[low] == packed ? low : chunks.count);
}

/* Number the chunks of a word: found[size - 1][end] is the one of so many letters that ends there. */
static void number_chunks(const uint16_t *word, Py_ssize_t length, int longest, Chunks chunks, int32_t *found) {
    for (Py_ssize_t end = 1; end <= length; end++) {
        int64_t packed = 0;
        for (int size = 1; size <= longest && size <= end; size++) {
            packed |= (int64_t)word[end - size] << ((size - 1) * LETTER_BITS);
            found[(size - 1) * (length + 1) + end] = number_of(chunks, packed);
        }
    }
}

static Py_ssize_t letters_of(const uint16_t *word, Py_ssize_t width) {
    Py_ssize_t length = 0;
    while (length < width && word[length]) length++;
    return length;
}

typedef struct {
    const float *costs;
    Py_ssize_t own_step, other_step; /* between the costs of two chunks of the word, of another */
    int32_t nothing_own, nothing_other;
    int longest_own, longest_other;
} Table;

/* Align a word with another by their chunks; `costs` has room for a row of length + 1 for each of its beginnings. */
static float chunk_cost(Table table, const int32_t *own, Py_ssize_t own_length, const int32_t *other,
                        Py_ssize_t length, float *costs) {
    const Py_ssize_t width = length + 1;
    const float *from_nothing = table.costs + table.nothing_own * table.own_step;
    costs[0] = 0;
    for (Py_ssize_t at = 1; at <= length; at++)
        costs[at] = costs[at - 1] + from_nothing[other[at] * table.other_step];
    for (Py_ssize_t end = 1; end <= own_length; end++) {
        float *row = costs + end * width;
        for (Py_ssize_t at = 0; at <= length; at++) row[at] = NEVER;
        for (int size = 1; size <= table.longest_own && size <= end; size++) {
            const float *before = row - size * width;
            const float *chances = table.costs + own[(size - 1) * (own_length + 1) + end] * table.own_step;
            const float to_nothing = chances[table.nothing_other * table.other_step];
            for (Py_ssize_t at = 0; at <= length; at++) row[at] = least(row[at], before[at] + to_nothing);
            for (int letters = 1; letters <= table.longest_other; letters++) {
                const int32_t *chunk = other + (letters - 1) * width;
                for (Py_ssize_t at = letters; at <= length; at++)
                    row[at] = least(row[at], before[at - letters] + chances[chunk[at] * table.other_step]);
            }
        }
        for (Py_ssize_t at = 1; at <= length; at++)
            row[at] = least(row[at], row[at - 1] + from_nothing[other[at] * table.other_step]);
    }
    return costs[own_length * width + length] / (own_length + 2);
}

static PyObject *chunk_costs(PyObject *module, PyObject *args) {
    enum { WORD, OTHERS, FIRST, SECOND, COSTS, OUT, COUNT };
    PyObject *objects[COUNT];
    Py_buffer buffers[COUNT];
    int backwards;
    if (!PyArg_ParseTuple(args, "OOOOOpO", &objects[WORD], &objects[OTHERS], &objects[FIRST], &objects[SECOND],
                          &objects[COSTS], &backwards, &objects[OUT]) ||
        !take_buffers(objects, buffers, COUNT, OUT))
        return NULL;
    Chunks sides[2];
    for (int side = 0; side < 2; side++)
        sides[side] = (Chunks){buffers[FIRST + side].buf, buffers[FIRST + side].len / (Py_ssize_t)sizeof(int64_t)};
    const int own = backwards, other = !backwards; /* sides */
    const Py_ssize_t columns = sides[1].count + 1, count = buffers[OUT].len / (Py_ssize_t)sizeof(float);
    const Py_ssize_t width = buffers[WORD].len / (Py_ssize_t)sizeof(uint16_t);
    const int fits = buffers[COSTS].len == (sides[0].count + 1) * columns * (Py_ssize_t)sizeof(float) &&
                     buffers[OTHERS].len == count * buffers[WORD].len;
    int32_t *chunks = fits ? PyMem_Malloc(2 * LONGEST_CHUNK * (width + 1) * sizeof(int32_t)) : NULL;
    float *costs = fits ? PyMem_Malloc((width + 1) * (width + 1) * sizeof(float)) : NULL;
    const int room = chunks && costs;
    if (room) {
        const int longest[2] = {3, 2};
        const Table table = {
            buffers[COSTS].buf, backwards ? 1 : columns, backwards ? columns : 1,
            number_of(sides[own], 0), number_of(sides[other], 0), longest[own], longest[other],
        };
        const uint16_t *word = buffers[WORD].buf, *text = buffers[OTHERS].buf;
        const Py_ssize_t length = letters_of(word, width);
        int32_t *other_chunks = chunks + LONGEST_CHUNK * (width + 1);
        float *out = buffers[OUT].buf;
        number_chunks(word, length, longest[own], sides[own], chunks);
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t place = 0; place < count; place++, text += width) {
            const Py_ssize_t size = letters_of(text, width);
            number_chunks(text, size, longest[other], sides[other], other_chunks);
            out[place] = chunk_cost(table, chunks, length, other_chunks, size, costs);
        }
        Py_END_ALLOW_THREADS
    }
    PyMem_Free(chunks);
    PyMem_Free(costs);
    release_buffers(buffers, COUNT);
    if (!fits) return PyErr_Format(PyExc_ValueError, "arrays do not fit one another");
    if (!room) return PyErr_NoMemory();
    Py_RETURN_NONE;
}

/* Count bits as any machine can (Warren 2012, "Hacker's Delight", 5-1). */
static int bits_of(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)(bits * 0x0101010101010101 >> 56);
}

/* How many of a code's letters another has, in steps of 1/64 of the longer one's. */
static int shared_letters(uint64_t bag, int letters, uint64_t other) {
    const int others = bits_of(other), most = letters > others ? letters : others;
    return most ? bits_of(bag & other) * SHARES / most : 0;
}

/* The words in lists of numbers, each once, as bits; with the letters that each shares, in the order of `numbers`, and
 * how many of each language share so many. */
typedef struct {
    uint64_t *marks;
    uint32_t *numbers;
    uint8_t *shared;
    Py_ssize_t count;
    uint32_t (*with)[SHARES + 1];
} Found;

static int gather(Found *found, PyObject *lists, uint64_t bag, const uint64_t *bags, const uint8_t *langs,
                  Py_ssize_t words) {
    const int letters = bits_of(bag);
    for (Py_ssize_t place = 0; place < PyList_GET_SIZE(lists); place++) {
        Py_buffer list;
        if (PyObject_GetBuffer(PyList_GET_ITEM(lists, place), &list, PyBUF_SIMPLE) < 0) return 0;
        const uint32_t *numbers = list.buf;
        const Py_ssize_t length = list.len / (Py_ssize_t)sizeof(uint32_t);
        uint32_t *larger = PyMem_Realloc(found->numbers, (found->count + length + 1) * sizeof(uint32_t));
        if (larger) found->numbers = larger;
        uint8_t *longer = PyMem_Realloc(found->shared, found->count + length + 1);
        if (longer) found->shared = longer;
        int there = 1;
        for (Py_ssize_t at = 0; larger && longer && there && at < length; at++) {
            const uint32_t number = numbers[at];
            if (at + AHEAD < length && numbers[at + AHEAD] < words) {
                __builtin_prefetch(bags + numbers[at + AHEAD]);
                __builtin_prefetch(langs + numbers[at + AHEAD]);
            }
            there = number < words;
            if (!there || found->marks[number / 64] >> number % 64 & 1) continue;
            found->marks[number / 64] |= (uint64_t)1 << number % 64;
            const int shared = shared_letters(bag, letters, bags[number]);
            found->numbers[found->count] = number;
            found->shared[found->count++] = (uint8_t)shared;
            found->with[langs[number]][shared]++;
        }
        PyBuffer_Release(&list);
        if (!larger || !longer) return PyErr_NoMemory() != NULL;
        if (!there) return PyErr_Format(PyExc_ValueError, "a word is not there") != NULL;
    }
    return 1;
}

/* Keep as many of each language at most, those that share the most letters; give how many are left. */
static Py_ssize_t keep_likeliest(Found *found, const uint8_t *langs, Py_ssize_t most) {
    int whole[LANGS]; /* all that share so many steps are kept, and some of the step below */
    Py_ssize_t some[LANGS], kept = 0;
    for (int lang = 0; lang < LANGS; lang++) {
        Py_ssize_t own = 0;
        whole[lang] = SHARES + 1;
        while (whole[lang] > 0 && own + found->with[lang][whole[lang] - 1] <= most)
            own += found->with[lang][--whole[lang]];
        some[lang] = whole[lang] ? most - own : 0;
        kept += own + some[lang];
    }
    for (Py_ssize_t at = 0; at < found->count; at++) {
        const uint32_t number = found->numbers[at];
        const uint8_t lang = langs[number];
        if (found->shared[at] < whole[lang] && !(found->shared[at] == whole[lang] - 1 && some[lang]-- > 0))
            found->marks[number / 64] &= ~((uint64_t)1 << number % 64);
    }
    return kept;
}

static PyObject *likeliest(PyObject *module, PyObject *args) {
    enum { BAGS, LANGS_OF, COUNT };
    PyObject *lists, *objects[COUNT], *answer = NULL;
    unsigned long long bag;
    Py_ssize_t most;
    Py_buffer buffers[COUNT];
    if (!PyArg_ParseTuple(args, "O!KOOn", &PyList_Type, &lists, &bag, &objects[BAGS], &objects[LANGS_OF], &most) ||
        !take_buffers(objects, buffers, COUNT, COUNT))
        return NULL;
    const Py_ssize_t words = buffers[LANGS_OF].len, blocks = words / 64 + 1;
    const uint8_t *langs = buffers[LANGS_OF].buf;
    Found found = {.marks = PyMem_Calloc(blocks, sizeof(uint64_t)), .with = PyMem_Calloc(LANGS, sizeof *found.with)};
    if (!found.marks || !found.with) PyErr_NoMemory();
    else if (buffers[BAGS].len != words * (Py_ssize_t)sizeof(uint64_t))
        PyErr_SetString(PyExc_ValueError, "arrays do not fit one another");
    else if (gather(&found, lists, bag, buffers[BAGS].buf, langs, words)) {
        const Py_ssize_t kept = keep_likeliest(&found, langs, most);
        answer = PyBytes_FromStringAndSize(NULL, kept * (Py_ssize_t)sizeof(uint32_t));
        uint32_t *out = answer ? (uint32_t *)PyBytes_AS_STRING(answer) : NULL;
        for (Py_ssize_t block = 0; out && block < blocks; block++)
            for (uint64_t left = found.marks[block]; left; left &= left - 1)
                *out++ = (uint32_t)(block * 64 + __builtin_ctzll(left));
    }
    PyMem_Free(found.marks);
    PyMem_Free(found.with);
    PyMem_Free(found.numbers);
    PyMem_Free(found.shared);
    release_buffers(buffers, COUNT);
    return answer;
}

static PyMethodDef methods[] = {
    {"likeliest", likeliest, METH_VARARGS, "See _alignment.pyi."},
    {"edit_costs", edit_costs, METH_VARARGS, "See _alignment.pyi."},
    {"chunk_costs", chunk_costs, METH_VARARGS, "See _alignment.pyi."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_alignment", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__alignment(void) { return PyModuleDef_Init(&definition); }
