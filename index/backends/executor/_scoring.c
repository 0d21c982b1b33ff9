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
#include <stdlib.h>

enum { WINDOW = 2048, TABLE_SIZE = 1 << 16, MOST_SUBSETS = 6 };
static const float ROUNDED_UP = 1.0001f; /* bounds and scores are rounded at different places */

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
    float bounds[1 << MOST_SUBSETS]; /* see bound_subsets */
    uint8_t hopeful[1 << MOST_SUBSETS]; /* see list_hopeful */
    int hopeful_count;
    int mixed; /* whether the documents gone through are of several languages */
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
    /* Scratch: for each row a window of sums, and a bit for each document of it that the row has. */
    float *sums;
    uint64_t *held;
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

static Py_ssize_t lang_of(const Search *search, int64_t document) {
    if (search->lang_size == 2) return ((const uint16_t *)search->langs)[document];
    return search->lang_size == 1 ? ((const uint8_t *)search->langs)[document]
                                  : ((const uint32_t *)search->langs)[document];
}

/* Whether no document of a score or less can be among those that are kept. Documents come in their order, so that one
 * that is no better than those there is worse. */
static int is_hopeless(const Search *search, float score, int64_t document) {
    if (search->keeps_all || search->mixed || search->best.count < search->best.limit) return 0;
    if (search->best.limit && search->best.best[0].score < score) return 0;
    const Py_ssize_t lang = lang_of(search, document);
    return lang < search->lang_count && search->leaders[lang].document >= 0 && search->leaders[lang].score >= score;
}

/* Keep a document that matches, if it is good enough. */
static int keep(Search *search, Scored found) {
    if (search->keeps_all) {
        if (search->total >= search->room) {
            const Py_ssize_t room = search->room ? 2 * search->room : 1024;
            Scored *larger = realloc(search->all, room * sizeof(Scored));
            if (!larger) return search->failure = "no memory", 0;
            search->all = larger;
            search->room = room;
        }
        search->all[search->total++] = found;
        return 1;
    }
    offer(&search->best, found);
    const Py_ssize_t lang = lang_of(search, found.document);
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

/* One term alone needs no adding up: the greater the frequency, the better. */
static int score_alone(Search *search, const Run *run, Py_ssize_t documents) {
    const float k1 = search->k1, idf = search->idfs[0];
    Py_ssize_t before = -1;
    float enough = -1; /* the frequency up to which documents are hopeless */
    for (Py_ssize_t place = 0; place < run->length; place++) {
        const Py_ssize_t at = document_at(run, place);
        if (at <= before || at >= documents) return search->failure = "documents are out of order", 0;
        const float frequency = worth_at(search, run, place);
        const int64_t document = run->first + at;
        before = at;
        if (search->excluded && search->excluded[document]) continue;
        if (!search->keeps_all) search->total++;
        if (frequency <= enough) continue;
        const float score = frequency / (frequency + k1) * idf * (k1 + 1);
        if (is_hopeless(search, score, document)) enough = frequency;
        else if (!keep(search, (Scored){document, score})) return 0;
    }
    return 1;
}

static float covered(const Search *search, float held) {
    if (search->rows == 1 || search->coverage == 0) return 1;
    const float share = held / search->asked_idf;
    return search->coverage == 0.5f ? sqrtf(share) : powf(share, search->coverage);
}

static int score_document(Search *search, const float *sums, int64_t document) {
    const float k1 = search->k1;
    float total = 0, held = 0;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const float frequency = sums[row * WINDOW], idf = search->idfs[row];
        if (!(frequency > 0)) continue;
        total += frequency / (frequency + k1) * idf;
        held += idf;
    }
    return keep(search, (Scored){document, total * (k1 + 1) * covered(search, held)});
}

/* List the subsets of the rows that may be among the best; the longer the search, the fewer. */
static void list_hopeful(Search *search, int64_t first) {
    search->hopeful_count = 0;
    for (unsigned subset = 1; search->rows <= MOST_SUBSETS && subset < 1u << search->rows; subset++)
        if (!is_hopeless(search, search->bounds[subset], first))
            search->hopeful[search->hopeful_count++] = (uint8_t)subset;
}

/* Of 64 documents, leave those out that hold too few rows to be among the best, whatever their frequencies. */
static uint64_t hopeful(const Search *search, const uint64_t *held, uint64_t matching) {
    if (search->rows > MOST_SUBSETS || search->hopeful_count + 1 == 1 << search->rows) return matching;
    uint64_t left = 0;
    for (int place = 0; place < search->hopeful_count; place++) {
        uint64_t documents = matching;
        for (Py_ssize_t row = 0; row < search->rows; row++) {
            const uint64_t own = held[row * (WINDOW / 64)];
            documents &= search->hopeful[place] >> row & 1 ? own : ~own;
        }
        left |= documents;
    }
    return left;
}

/* For each subset of the rows the score that no document with these rows alone reaches. */
static void bound_subsets(Search *search) {
    for (unsigned subset = 1; search->rows <= MOST_SUBSETS && subset < 1u << search->rows; subset++) {
        float idf = 0;
        for (Py_ssize_t row = 0; row < search->rows; row++)
            if (subset >> row & 1) idf += search->idfs[row];
        search->bounds[subset] = idf * (search->k1 + 1) * covered(search, idf) * ROUNDED_UP;
    }
}

/* Count bits as any machine can (Warren 2012, "Hacker's Delight", 5-1). */
static int bits_of(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)(bits * 0x0101010101010101 >> 56);
}

/* Score 64 documents of the window. */
static int score_block(Search *search, Py_ssize_t block, int64_t first) {
    const uint64_t *held = search->held + block;
    uint64_t matching = 0, required = ~(uint64_t)0;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        matching |= held[row * (WINDOW / 64)];
        if (search->required[row]) required &= held[row * (WINDOW / 64)];
    }
    matching &= required;
    if (search->excluded)
        for (uint64_t left = matching; left; left &= left - 1)
            if (search->excluded[first + __builtin_ctzll(left)]) matching &= ~(left & -left);
    if (!matching) return 1;
    if (!search->keeps_all) search->total += bits_of(matching);
    for (uint64_t left = hopeful(search, held, matching); left; left &= left - 1) {
        const int at = __builtin_ctzll(left);
        if (!score_document(search, search->sums + block * 64 + at, first + at)) return 0;
    }
    return 1;
}

/* Add the part of a run up by documents, from `start` up to `end`. */
static int add_run(Search *search, Run *run, Py_ssize_t start, Py_ssize_t end) {
    float *sums = search->sums + run->row * WINDOW;
    uint64_t *held = search->held + run->row * (WINDOW / 64);
    Py_ssize_t next = run->next;
    if (run->documents.itemsize == 2 && run->table >= 0) { /* the usual run, without asking again each time */
        const uint16_t *documents = run->documents.buf, *values = run->values.buf;
        const float *table = search->tables + run->table;
        for (; next < run->length && documents[next] < end; next++) {
            const Py_ssize_t at = documents[next] - start;
            if (at < 0) return search->failure = "documents are out of order", 0;
            sums[at] += table[values[next]] * run->weight;
            held[at / 64] |= (uint64_t)1 << at % 64;
        }
    } else
        for (; next < run->length && document_at(run, next) < end; next++) {
            const Py_ssize_t at = document_at(run, next) - start;
            if (at < 0) return search->failure = "documents are out of order", 0;
            sums[at] += worth_at(search, run, next);
            held[at / 64] |= (uint64_t)1 << at % 64;
        }
    run->next = next;
    return 1;
}

static int score_window(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t start, Py_ssize_t documents) {
    const Py_ssize_t end = start + WINDOW < documents ? start + WINDOW : documents;
    for (Py_ssize_t number = 0; number < count; number++)
        if (!add_run(search, runs[number], start, end)) return 0;
    list_hopeful(search, runs[0]->first + start);
    for (Py_ssize_t block = 0; block < WINDOW / 64; block++) {
        if (!score_block(search, block, runs[0]->first + start + block * 64)) return 0;
        for (Py_ssize_t row = 0; row < search->rows; row++) {
            uint64_t *held = search->held + row * (WINDOW / 64) + block;
            for (uint64_t left = *held; left; left &= left - 1)
                search->sums[row * WINDOW + block * 64 + __builtin_ctzll(left)] = 0;
            *held = 0;
        }
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

static int better_first(const void *one, const void *other) {
    return is_worse(*(const Scored *)one, *(const Scored *)other) ? 1 : -1;
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
        const Py_ssize_t first = ranges[3 * language], documents = ranges[3 * language + 1] - first;
        Py_ssize_t of_language = 0;
        search->mixed = ranges[3 * language + 2] != 0;
        for (Py_ssize_t number = 0; number < count; number++)
            if (runs[number].first == first) own[of_language++] = &runs[number];
        search->idfs = idfs + language * search->rows;
        search->asked_idf = 0;
        for (Py_ssize_t row = 0; row < search->rows; row++) search->asked_idf += search->idfs[row];
        if (documents > 0 && of_language && has_what_must_be(search, own, of_language) &&
            (bound_subsets(search), !score_language(search, own, of_language, documents)))
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
    const Py_ssize_t languages = buffers[RANGES].len / (3 * (Py_ssize_t)sizeof(int64_t));
    const int64_t *ranges = buffers[RANGES].buf;
    const Py_ssize_t size = buffers[LANGS].itemsize, documents = buffers[LANGS].len / size;
    int fits = rows > 0 && buffers[IDFS].len == languages * rows * (Py_ssize_t)sizeof(float) &&
               (size == 1 || size == 2 || size == 4) && (taken == FIXED || buffers[EXCLUDED].len == documents);
    for (Py_ssize_t language = 0; fits && language < languages; language++)
        fits = ranges[3 * language] >= 0 && ranges[3 * language + 1] <= documents;
    search.keeps_all = search.best.limit < 0;
    if (search.best.limit > documents) search.best.limit = documents;
    const Py_ssize_t limit = search.keeps_all ? 0 : search.best.limit;
    Run *runs = PyMem_Calloc(count + 1, sizeof(Run)), **own = PyMem_Malloc((count + 1) * sizeof(Run *));
    search.sums = fits ? PyMem_Calloc(rows * WINDOW, sizeof(float)) : NULL;
    search.held = fits ? PyMem_Calloc(rows * (WINDOW / 64), sizeof(uint64_t)) : NULL;
    search.best.best = PyMem_Malloc((limit + 1) * sizeof(Scored));
    search.leaders = PyMem_Malloc((search.lang_count + 1) * sizeof(Scored));
    int good = fits && runs && own && search.sums && search.held && search.best.best && search.leaders;
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
        else {
            qsort(search.best.best, search.best.count, sizeof(Scored), better_first);
            answer = Py_BuildValue("nNN", search.total, pairs_of(search.best.best, search.best.count),
                                   pairs_of(search.leaders, search.lang_count));
        }
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
    PyMem_Free(search.held);
    PyMem_Free(search.best.best);
    PyMem_Free(search.leaders);
    free(search.all);
    return answer;
}

static PyMethodDef methods[] = {{"score", score, METH_VARARGS, "See _scoring.pyi."}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scoring", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scoring(void) { return PyModuleDef_Init(&definition); }
