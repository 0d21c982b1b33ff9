/* The inner loops of ranking.py: runs of postings added up by document, scored, and the best kept. NumPy does the same
 * where this module could not be compiled; what is asked and answered is said in _scoring.pyi.
 *
 * Documents of a language lie together and are gone through in windows that fit the processor's nearest memory, as in
 * Lucene's BooleanScorer (after Cutting and Pedersen 1997, "Space optimizations for total ranking"). Everything that
 * comes from a file is checked: a damaged one is an error and never a crash. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { WINDOW = 2048, TABLE_SIZE = 1 << 16 };

typedef struct {
    Py_buffer documents, values;
    Py_ssize_t row, first, table, length, next;
    float weight;
    int held; /* whether the buffers are to be given back */
} Run;

typedef struct {
    int64_t document;
    float score;
} Scored;

typedef struct {
    Scored *best; /* a heap, the worst on top: the least score, of equal ones the last document */
    Py_ssize_t count, limit;
} Best;

typedef struct {
    /* What is asked. */
    const float *tables, *idfs;
    const uint8_t *required, *excluded;
    Py_ssize_t rows;
    float k1, coverage, asked_idf;
    /* What is found. */
    Py_ssize_t total;
    Best best;
    Scored *leaders; /* by the number of the language; -1 if there is none */
    const void *langs;
    Py_ssize_t lang_size, lang_count;
    Scored *all;
    Py_ssize_t room;
    int keeps_all;
    const char *failure;
    /* Scratch. */
    float *sums;
    uint64_t touched[WINDOW / 64];
} Search;

static int is_worse(Scored one, Scored other) {
    return one.score < other.score || (one.score == other.score && one.document > other.document);
}

static void sift_down(Best *best, Py_ssize_t place) {
    const Scored moved = best->best[place];
    for (;;) {
        Py_ssize_t child = 2 * place + 1;
        if (child >= best->count) break;
        if (child + 1 < best->count && is_worse(best->best[child + 1], best->best[child])) child++;
        if (!is_worse(best->best[child], moved)) break;
        best->best[place] = best->best[child];
        place = child;
    }
    best->best[place] = moved;
}

static void offer(Best *best, Scored found) {
    if (best->count < best->limit) {
        best->best[best->count++] = found;
        if (best->count == best->limit)
            for (Py_ssize_t place = best->count / 2; place-- > 0;) sift_down(best, place);
    } else if (best->limit && is_worse(best->best[0], found)) {
        best->best[0] = found;
        sift_down(best, 0);
    }
}

/* Count a document that matches. */
static int take(Search *search, Scored found) {
    if (search->excluded && search->excluded[found.document]) return 1;
    search->total++;
    if (search->keeps_all) {
        if (search->total > search->room) {
            const Py_ssize_t room = search->room ? 2 * search->room : 1024;
            Scored *larger = realloc(search->all, room * sizeof(Scored));
            if (!larger) return search->failure = "no memory", 0;
            search->all = larger;
            search->room = room;
        }
        search->all[search->total - 1] = found;
        return 1;
    }
    offer(&search->best, found);
    const Py_ssize_t lang = search->lang_size == 1   ? ((const uint8_t *)search->langs)[found.document]
                            : search->lang_size == 2 ? ((const uint16_t *)search->langs)[found.document]
                                                     : ((const uint32_t *)search->langs)[found.document];
    if (lang >= search->lang_count) return search->failure = "a language is not there", 0;
    Scored *leader = &search->leaders[lang];
    if (leader->document < 0 || leader->score < found.score) *leader = found;
    return 1;
}

static Py_ssize_t document_at(const Run *run, Py_ssize_t place) {
    return run->documents.itemsize == 2 ? ((const uint16_t *)run->documents.buf)[place]
                                        : ((const uint32_t *)run->documents.buf)[place];
}

static float worth_at(const Search *search, const Run *run, Py_ssize_t place) {
    if (run->table < 0) return ((const float *)run->values.buf)[place];
    return search->tables[run->table + ((const uint16_t *)run->values.buf)[place]] * run->weight;
}

/* One term alone needs no adding up. */
static int score_alone(Search *search, const Run *run, Py_ssize_t documents) {
    const float k1 = search->k1, idf = search->idfs[0];
    Py_ssize_t before = -1;
    for (Py_ssize_t place = 0; place < run->length; place++) {
        const Py_ssize_t at = document_at(run, place);
        if (at <= before || at >= documents) return search->failure = "documents are out of order", 0;
        const float frequency = worth_at(search, run, place);
        const float score = frequency / (frequency + k1) * idf * (k1 + 1);
        before = at;
        if (search->required[0] && !(frequency > 0)) continue;
        if (!take(search, (Scored){run->first + at, score})) return 0;
    }
    return 1;
}

static int score_document(Search *search, float *sums, int64_t document) {
    const float k1 = search->k1;
    float total = 0, held = 0;
    int wanted = 1;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const float frequency = sums[row * WINDOW], idf = search->idfs[row];
        sums[row * WINDOW] = 0;
        total += frequency / (frequency + k1) * idf;
        if (frequency > 0) held += idf;
        else if (search->required[row]) wanted = 0;
    }
    if (!wanted) return 1;
    total *= k1 + 1;
    if (search->rows > 1 && search->coverage != 0) {
        const float share = held / search->asked_idf;
        total *= search->coverage == 0.5f ? sqrtf(share) : powf(share, search->coverage);
    }
    return take(search, (Scored){document, total});
}

static int score_window(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t start, Py_ssize_t documents) {
    const Py_ssize_t end = start + WINDOW;
    for (Py_ssize_t number = 0; number < count; number++) {
        Run *run = runs[number];
        float *sums = search->sums + run->row * WINDOW;
        while (run->next < run->length) {
            const Py_ssize_t at = document_at(run, run->next);
            if (at >= end) break;
            if (at < start || at >= documents) return search->failure = "documents are out of order", 0;
            sums[at - start] += worth_at(search, run, run->next++);
            search->touched[(at - start) / 64] |= (uint64_t)1 << (at - start) % 64;
        }
    }
    for (Py_ssize_t block = 0; block < WINDOW / 64; block++) {
        for (uint64_t left = search->touched[block]; left; left &= left - 1) {
            const Py_ssize_t at = block * 64 + __builtin_ctzll(left);
            if (!score_document(search, search->sums + at, runs[0]->first + start + at)) return 0;
        }
        search->touched[block] = 0;
    }
    return 1;
}

/* Score the documents of one language. */
static int score_language(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t documents) {
    if (count == 1 && search->rows == 1) return score_alone(search, runs[0], documents);
    for (;;) {
        Py_ssize_t least = documents;
        for (Py_ssize_t number = 0; number < count; number++)
            if (runs[number]->next < runs[number]->length) {
                const Py_ssize_t at = document_at(runs[number], runs[number]->next);
                if (at < least) least = at;
                if (at >= documents) return search->failure = "documents are out of order", 0;
            }
        if (least >= documents) return 1;
        if (!score_window(search, runs, count, least / WINDOW * WINDOW, documents)) return 0;
    }
}

static int has_what_must_be(const Search *search, Run **runs, Py_ssize_t count) {
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        int there = !search->required[row];
        for (Py_ssize_t number = 0; !there && number < count; number++) there = runs[number]->row == row;
        if (!there) return 0;
    }
    return 1;
}

static int take_run(PyObject *given, Run *run, Py_ssize_t rows, Py_ssize_t tables) {
    PyObject *documents, *values;
    double weight;
    if (!PyTuple_Check(given) || !PyArg_ParseTuple(given, "nnOOnd", &run->row, &run->first, &documents, &values,
                                                   &run->table, &weight) ||
        PyObject_GetBuffer(documents, &run->documents, PyBUF_ND) < 0)
        return 0;
    if (PyObject_GetBuffer(values, &run->values, PyBUF_ND) < 0) {
        PyBuffer_Release(&run->documents);
        return 0;
    }
    run->held = 1;
    run->weight = (float)weight;
    run->next = 0;
    const Py_ssize_t size = run->documents.itemsize, value = run->table < 0 ? sizeof(float) : sizeof(uint16_t);
    run->length = run->documents.len / size;
    if ((size != 2 && size != 4) || run->values.itemsize != value || run->values.len != run->length * value ||
        run->row < 0 || run->row >= rows || run->table > tables - TABLE_SIZE) {
        PyErr_SetString(PyExc_ValueError, "a run does not fit");
        return 0;
    }
    return 1;
}

static PyObject *arrays_of(const Scored *scored, Py_ssize_t count) {
    PyObject *documents = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(int64_t));
    PyObject *scores = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(float));
    if (!documents || !scores) {
        Py_XDECREF(documents);
        Py_XDECREF(scores);
        return NULL;
    }
    for (Py_ssize_t place = 0; place < count; place++) {
        ((int64_t *)PyBytes_AS_STRING(documents))[place] = scored[place].document;
        ((float *)PyBytes_AS_STRING(scores))[place] = scored[place].score;
    }
    return Py_BuildValue("NN", documents, scores);
}

static PyObject *pairs_of(const Scored *scored, Py_ssize_t count) {
    PyObject *pairs = PyList_New(0);
    for (Py_ssize_t place = 0; pairs && place < count; place++) {
        if (scored[place].document < 0) continue;
        PyObject *pair = Py_BuildValue("Lf", (long long)scored[place].document, scored[place].score);
        if (!pair || PyList_Append(pairs, pair) < 0) Py_CLEAR(pairs);
        Py_XDECREF(pair);
    }
    return pairs;
}

/* Go through the languages, with the runs of each. */
static int score_all(Search *search, Run *runs, Py_ssize_t count, const int64_t *ranges, Py_ssize_t languages,
                     const float *idfs, Run **own) {
    for (Py_ssize_t language = 0; language < languages; language++) {
        const Py_ssize_t first = ranges[2 * language], documents = ranges[2 * language + 1] - first;
        Py_ssize_t of_language = 0;
        for (Py_ssize_t number = 0; number < count; number++)
            if (runs[number].first == first) own[of_language++] = &runs[number];
        search->idfs = idfs + language * search->rows;
        search->asked_idf = 0;
        for (Py_ssize_t row = 0; row < search->rows; row++) search->asked_idf += search->idfs[row];
        if (documents > 0 && of_language && has_what_must_be(search, own, of_language) &&
            !score_language(search, own, of_language, documents))
            return 0;
    }
    return 1;
}

static PyObject *score(PyObject *module, PyObject *args) {
    enum { TABLES, RANGES, IDFS, REQUIRED, LANGS, FIXED, EXCLUDED = FIXED, ALL };
    PyObject *given, *objects[ALL], *answer = NULL;
    Py_buffer buffers[ALL] = {{0}};
    Search search = {.total = 0};
    if (!PyArg_ParseTuple(args, "O!OOOOOOffnn", &PyList_Type, &given, &objects[TABLES], &objects[RANGES],
                          &objects[IDFS], &objects[REQUIRED], &objects[LANGS], &objects[EXCLUDED], &search.k1,
                          &search.coverage, &search.lang_count, &search.best.limit))
        return NULL;
    const int taken = objects[EXCLUDED] == Py_None ? FIXED : ALL;
    for (int place = 0; place < taken; place++)
        if (PyObject_GetBuffer(objects[place], &buffers[place], PyBUF_ND) < 0) {
            while (place--) PyBuffer_Release(&buffers[place]);
            return NULL;
        }
    const Py_ssize_t count = PyList_GET_SIZE(given), rows = buffers[REQUIRED].len;
    const Py_ssize_t languages = buffers[RANGES].len / (2 * (Py_ssize_t)sizeof(int64_t));
    const int64_t *ranges = buffers[RANGES].buf;
    const Py_ssize_t size = buffers[LANGS].itemsize, documents = buffers[LANGS].len / size;
    int fits = rows > 0 && buffers[IDFS].len == languages * rows * (Py_ssize_t)sizeof(float) &&
               (size == 1 || size == 2 || size == 4) && (taken == FIXED || buffers[EXCLUDED].len == documents);
    for (Py_ssize_t language = 0; fits && language < languages; language++)
        fits = ranges[2 * language] >= 0 && ranges[2 * language + 1] <= documents;
    search.keeps_all = search.best.limit < 0;
    if (search.best.limit > documents) search.best.limit = documents;
    const Py_ssize_t limit = search.keeps_all ? 0 : search.best.limit;
    Run *runs = PyMem_Calloc(count + 1, sizeof(Run)), **own = PyMem_Malloc((count + 1) * sizeof(Run *));
    search.sums = fits ? PyMem_Calloc(rows * WINDOW, sizeof(float)) : NULL;
    search.best.best = PyMem_Malloc((limit + 1) * sizeof(Scored));
    search.leaders = PyMem_Malloc((search.lang_count + 1) * sizeof(Scored));
    int good = fits && runs && own && search.sums && search.best.best && search.leaders;
    if (!fits) PyErr_SetString(PyExc_ValueError, "arrays do not fit one another");
    else if (!good) PyErr_NoMemory();
    const Py_ssize_t tables = buffers[TABLES].len / (Py_ssize_t)sizeof(float);
    for (Py_ssize_t number = 0; good && number < count; number++)
        good = take_run(PyList_GET_ITEM(given, number), &runs[number], rows, tables);
    if (good) {
        search.tables = buffers[TABLES].buf;
        search.required = buffers[REQUIRED].buf;
        search.excluded = taken == ALL ? buffers[EXCLUDED].buf : NULL;
        search.langs = buffers[LANGS].buf;
        search.lang_size = size;
        search.rows = rows;
        for (Py_ssize_t lang = 0; lang < search.lang_count; lang++) search.leaders[lang].document = -1;
        Py_BEGIN_ALLOW_THREADS
        good = score_all(&search, runs, count, ranges, languages, buffers[IDFS].buf, own);
        Py_END_ALLOW_THREADS
        if (!good) PyErr_SetString(PyExc_ValueError, search.failure);
        else if (search.keeps_all) answer = arrays_of(search.all, search.total);
        else
            answer = Py_BuildValue("nNN", search.total, pairs_of(search.best.best, search.best.count),
                                   pairs_of(search.leaders, search.lang_count));
    }
    for (Py_ssize_t number = 0; runs && number < count; number++)
        if (runs[number].held) {
            PyBuffer_Release(&runs[number].documents);
            PyBuffer_Release(&runs[number].values);
        }
    for (int place = 0; place < taken; place++) PyBuffer_Release(&buffers[place]);
    PyMem_Free(runs);
    PyMem_Free(own);
    PyMem_Free(search.sums);
    PyMem_Free(search.best.best);
    PyMem_Free(search.leaders);
    free(search.all);
    return answer;
}

static PyMethodDef methods[] = {{"score", score, METH_VARARGS, "See _scoring.pyi."}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scoring", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scoring(void) { return PyModuleDef_Init(&definition); }
