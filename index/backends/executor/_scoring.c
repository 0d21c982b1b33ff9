/* The inner loops of ranking.py: runs of postings added up by document, scored, and the best kept. NumPy does the same
 * where this module could not be compiled; what is asked and answered is said in _scoring.pyi.
 *
 * Documents of a language lie together and are gone through in windows. Bits say which of a window hold which concept.
 * Those that hold several are scored first: after them few that hold one alone can still be among the best, as no
 * frequency makes up for what they lack (the upper bounds of Turtle and Flood 1995, "Query evaluation: strategies and
 * optimizations"). The frequencies of all others are never read.
 *
 * Everything that comes from a file is checked: a damaged one is an error and never a crash. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 1 << 16, BLOCKS = WINDOW / 64, AT_ONCE = 512, TABLE_SIZE = 1 << 8 };
static const char RUNS[] = "dragoman runs", OUT_OF_ORDER[] = "documents are out of order";
static const float ROUNDED_UP = 1.0001f; /* bounds and scores are rounded at different places */

typedef struct {
    const void *documents, *values;
    Py_ssize_t row, first, table, length;
    Py_ssize_t begun, next; /* the part that lies in the window */
    float weight;
    int narrow; /* whether documents have 16 bits, not 32 */
} Run;

/* What a concept has in a segment, taken from Python's arrays once and used by any number of searches at a time. */
typedef struct {
    Py_ssize_t count, taken;
    Py_buffer *buffers; /* two a run */
    Run runs[];
} Runs;

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
    int mixed; /* whether the documents gone through are of several languages */
    /* What is found. */
    Py_ssize_t total;
    Best best;
    Scored *leaders; /* by the number of the language; -1 if there is none */
    float bar;       /* what a document must score at least to be kept; see raise_bar */
    const void *langs;
    Py_ssize_t lang_size, lang_count;
    Scored *all;
    Py_ssize_t room, kept;
    int keeps_all;
    const char *failure;
    /* Of the window: for each row a bit for each document that holds it; bits of those that match and hold one row
     * alone, and of those that are to be scored; how many of these lie before each 64; for each of them a frequency a
     * row. */
    uint64_t *held;
    float *sums;
    Py_ssize_t blocks, sums_room;
    uint64_t single[BLOCKS], chosen[BLOCKS];
    int32_t before[BLOCKS];
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

/* Say what a document of a language must score to be among the best of all or the best one of its language; as many
 * languages as there are may lie where documents are `mixed`. */
static void raise_bar(Search *search, Py_ssize_t lang) {
    const Scored leader = search->leaders[lang], *best = search->best.best;
    search->bar = -1;
    if (search->mixed || leader.document < 0 || search->best.count < search->best.limit) return;
    search->bar = search->best.limit && best[0].score < leader.score ? best[0].score : leader.score;
}

/* Keep a document that matches, if it is good enough. */
static int keep(Search *search, Scored found) {
    if (search->keeps_all) {
        if (search->kept >= search->room) {
            const Py_ssize_t room = search->room ? 2 * search->room : 1024;
            Scored *larger = realloc(search->all, room * sizeof(Scored));
            if (!larger) return search->failure = "no memory", 0;
            search->all = larger;
            search->room = room;
        }
        search->all[search->kept++] = found;
        return 1;
    }
    offer(&search->best, found);
    const Py_ssize_t lang = lang_of(search, found.document);
    if (lang >= search->lang_count) return search->failure = "a language is not there", 0;
    Scored *leader = &search->leaders[lang];
    if (leader->document < 0 || is_worse(*leader, found)) *leader = found;
    raise_bar(search, lang);
    return 1;
}

static inline Py_ssize_t number_at(const void *numbers, Py_ssize_t place, const int narrow) {
    return narrow ? ((const uint16_t *)numbers)[place] : ((const uint32_t *)numbers)[place];
}

static Py_ssize_t document_at(const Run *run, Py_ssize_t place) {
    return number_at(run->documents, place, run->narrow);
}

static float worth_at(const Search *search, const Run *run, Py_ssize_t place) {
    if (run->table < 0) return ((const float *)run->values)[place];
    const uint16_t count = ((const uint16_t *)run->values)[place]; /* a frequency and a length */
    return search->tables[run->table + (count & 0xff)] * (count >> 8) * run->weight;
}

/* One term alone needs no adding up: the greater the frequency, the better. */
static int score_alone(Search *search, const Run *run, Py_ssize_t documents) {
    const float k1 = search->k1, idf = search->idfs[0];
    Py_ssize_t before = -1;
    float enough = -1; /* the frequency up to which documents are not kept: they are worse or, as good, come later */
    for (Py_ssize_t place = 0; place < run->length; place++) {
        const Py_ssize_t at = document_at(run, place);
        if (at <= before || at >= documents) return search->failure = OUT_OF_ORDER, 0;
        const float frequency = worth_at(search, run, place);
        const int64_t document = run->first + at;
        before = at;
        if (search->excluded && search->excluded[document]) continue;
        search->total++;
        if (frequency <= enough) continue;
        const float score = frequency / (frequency + k1) * idf * (k1 + 1);
        if (score <= search->bar) enough = frequency;
        else if (!keep(search, (Scored){document, score})) return 0;
    }
    return 1;
}

static float covered(const Search *search, float held) {
    if (search->rows == 1 || search->coverage == 0) return 1;
    const float share = held / search->asked_idf;
    return search->coverage == 0.5f ? sqrtf(share) : powf(share, search->coverage);
}

/* Count bits as any machine can (Warren 2012, "Hacker's Delight", 5-1). */
static int bits_of(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)(bits * 0x0101010101010101 >> 56);
}

/* Note which documents of a window hold a run whose documents are narrow: all of it is in one window. */
static int mark_narrow(Search *search, Run *run, Py_ssize_t end) {
    const uint16_t *documents = run->documents;
    uint64_t *held = search->held + run->row * BLOCKS;
    uint16_t last = 0;
    /* By itself, as the processor then compares many at once. */
    for (Py_ssize_t place = run->next; place < run->length; place++)
        last = last < documents[place] ? documents[place] : last;
    if (last >= end) return search->failure = OUT_OF_ORDER, 0;
    for (Py_ssize_t place = run->next; place < run->length; place++)
        held[documents[place] / 64] |= (uint64_t)1 << documents[place] % 64;
    run->begun = run->next;
    run->next = run->length;
    return 1;
}

/* Note which documents of a window hold a run. */
static int mark(Search *search, Run *run, Py_ssize_t start, Py_ssize_t end) {
    if (run->narrow) return mark_narrow(search, run, end);
    const uint32_t *documents = run->documents;
    uint64_t *held = search->held + run->row * BLOCKS;
    Py_ssize_t next = run->begun = run->next;
    for (; next < run->length && documents[next] < end; next++) {
        const Py_ssize_t at = documents[next] - start;
        if (at < 0) return search->failure = OUT_OF_ORDER, 0;
        held[at / 64] |= (uint64_t)1 << at % 64;
    }
    run->next = next;
    return 1;
}

/* Choose of 64 documents those that match (hold any row, all that must be held, and are not excluded) and hold several
 * rows, and note those that hold one; choose both if `all` are wanted.
 *
 * Returns: how many match. */
static Py_ssize_t match_block(Search *search, Py_ssize_t block, int64_t first, int all) {
    uint64_t matching = 0, several = 0, required = ~(uint64_t)0;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const uint64_t held = search->held[row * BLOCKS + block];
        several |= matching & held;
        matching |= held;
        if (search->required[row]) required &= held;
    }
    matching &= required;
    if (search->excluded)
        for (uint64_t left = matching; left; left &= left - 1)
            if (search->excluded[first + __builtin_ctzll(left)]) matching &= ~(left & -left);
    search->single[block] = matching & ~several;
    search->chosen[block] = all ? matching : matching & several;
    return bits_of(matching);
}

/* List the places from `place` up to `end` of a run at which chosen documents stand. `narrow` is known where this is put
 * in, so that it need not be asked each time; a document is not asked either but counted, as there is no foretelling it.
 *
 * Returns: how many there are. */
static inline Py_ssize_t list_chosen(const Search *search, const Run *run, Py_ssize_t place, Py_ssize_t end,
                                     Py_ssize_t start, uint32_t *places, const int narrow) {
    const void *documents = run->documents;
    Py_ssize_t count = 0;
    for (; place < end; place++) {
        /* Masked, for what is mapped may have been written over since it was marked. */
        const Py_ssize_t at = (number_at(documents, place, narrow) - start) & (WINDOW - 1);
        places[count] = (uint32_t)place;
        count += search->chosen[at / 64] >> at % 64 & 1;
    }
    return count;
}

/* Add up what a run is worth in the chosen documents. */
static void add(Search *search, const Run *run, Py_ssize_t start) {
    uint32_t places[AT_ONCE];
    for (Py_ssize_t place = run->begun; place < run->next; place += AT_ONCE) {
        const Py_ssize_t end = place + AT_ONCE < run->next ? place + AT_ONCE : run->next;
        const Py_ssize_t count = run->narrow ? list_chosen(search, run, place, end, start, places, 1)
                                                : list_chosen(search, run, place, end, start, places, 0);
        for (Py_ssize_t number = 0; number < count; number++) {
            const Py_ssize_t at = (document_at(run, places[number]) - start) & (WINDOW - 1);
            const uint64_t before = search->chosen[at / 64] & (((uint64_t)1 << at % 64) - 1);
            const Py_ssize_t row = (search->before[at / 64] + bits_of(before)) % WINDOW * search->rows + run->row;
            search->sums[row] += worth_at(search, run, places[number]);
        }
    }
}

/* Score a document and keep it, but stop as soon as it cannot be good enough. */
static int score_document(Search *search, const float *frequencies, int64_t document) {
    const float k1 = search->k1;
    float total = 0, held = 0;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const float frequency = frequencies[row], idf = frequency > 0 ? search->idfs[row] : 0;
        total += frequency / (frequency + k1) * idf;
        held += idf;
    }
    total *= k1 + 1;
    if (total < search->bar) return 1;
    return keep(search, (Scored){document, total * covered(search, held)});
}

/* Score the chosen documents of the window that begins at `start`. */
static int score_chosen(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t start) {
    Py_ssize_t chosen = 0;
    for (Py_ssize_t block = 0; block < search->blocks; block++) {
        search->before[block] = (int32_t)chosen;
        chosen += bits_of(search->chosen[block]);
    }
    const Py_ssize_t needed = chosen * search->rows;
    if (!chosen) return 1;
    if (needed > search->sums_room) {
        free(search->sums);
        search->sums = malloc(needed * sizeof(float));
        search->sums_room = needed;
        if (!search->sums) return search->failure = "no memory", 0;
    }
    memset(search->sums, 0, needed * sizeof(float));
    for (Py_ssize_t number = 0; number < count; number++) add(search, runs[number], start);
    const float *frequencies = search->sums;
    for (Py_ssize_t block = 0; block < search->blocks; block++)
        for (uint64_t left = search->chosen[block]; left; left &= left - 1, frequencies += search->rows)
            if (!score_document(search, frequencies, runs[0]->first + start + block * 64 + __builtin_ctzll(left)))
                return 0;
    return 1;
}

/* Choose the documents that hold one row alone, of the rows that can be among the best by themselves: no frequency is
 * worth more than what `score_document` nears when it grows. The runs of these rows are put first.
 *
 * Returns: how many runs these are. */
static Py_ssize_t choose_single(Search *search, Run **runs, Py_ssize_t count) {
    Py_ssize_t hopeful = 0;
    memset(search->chosen, 0, search->blocks * sizeof(uint64_t));
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const float idf = search->idfs[row], bound = idf * (search->k1 + 1) * covered(search, idf) * ROUNDED_UP;
        const uint64_t *held = search->held + row * BLOCKS;
        if (bound < search->bar) continue;
        for (Py_ssize_t block = 0; block < search->blocks; block++)
            search->chosen[block] |= held[block] & search->single[block];
        for (Py_ssize_t number = hopeful; number < count; number++)
            if (runs[number]->row == row) {
                Run *const other = runs[hopeful];
                runs[hopeful++] = runs[number];
                runs[number] = other;
            }
    }
    return hopeful;
}

static int score_window(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t start, Py_ssize_t end) {
    const int64_t first = runs[0]->first + start;
    search->blocks = (end - start + 63) / 64;
    for (Py_ssize_t row = 0; row < search->rows; row++)
        memset(search->held + row * BLOCKS, 0, search->blocks * sizeof(uint64_t));
    for (Py_ssize_t number = 0; number < count; number++)
        if (!mark(search, runs[number], start, end)) return 0;
    const int all = search->keeps_all || search->mixed;
    for (Py_ssize_t block = 0; block < search->blocks; block++)
        search->total += match_block(search, block, first + block * 64, all);
    if (!score_chosen(search, runs, count, start)) return 0;
    if (all) return 1;
    return score_chosen(search, runs, choose_single(search, runs, count), start);
}

/* Score the documents of one language. */
static int score_language(Search *search, Run **runs, Py_ssize_t count, Py_ssize_t documents) {
    if (count == 1 && search->rows == 1) return score_alone(search, runs[0], documents);
    for (;;) {
        Py_ssize_t least = documents, left = 0;
        for (Py_ssize_t number = 0; number < count; number++) {
            const Run *run = runs[number];
            if (run->next >= run->length) continue;
            const Py_ssize_t next = document_at(run, run->next);
            if (next < least) least = next;
            left = 1;
        }
        if (!left) return 1;
        if (least >= documents) return search->failure = OUT_OF_ORDER, 0;
        const Py_ssize_t start = least / WINDOW * WINDOW, end = start + WINDOW;
        if (!score_window(search, runs, count, start, end < documents ? end : documents)) return 0;
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

static void release(PyObject *capsule) {
    Runs *runs = PyCapsule_GetPointer(capsule, RUNS);
    while (runs->taken) PyBuffer_Release(&runs->buffers[--runs->taken]);
    PyMem_Free(runs->buffers);
    PyMem_Free(runs);
}

static int take_run(PyObject *given, Runs *runs) {
    Run *run = &runs->runs[runs->count];
    PyObject *arrays[2];
    double weight;
    if (!PyTuple_Check(given) || !PyArg_ParseTuple(given, "nOOnd", &run->first, &arrays[0], &arrays[1], &run->table,
                                                   &weight))
        return 0;
    const Py_buffer *documents = &runs->buffers[runs->taken], *values = documents + 1;
    for (int place = 0; place < 2; place++, runs->taken++)
        if (PyObject_GetBuffer(arrays[place], &runs->buffers[runs->taken], PyBUF_ND) < 0) return 0;
    const Py_ssize_t size = documents->itemsize, value = run->table < 0 ? sizeof(float) : sizeof(uint16_t);
    run->length = documents->len / size;
    if ((size != 2 && size != 4) || values->itemsize != value || values->len != run->length * value)
        return PyErr_SetString(PyExc_ValueError, "a run does not fit"), 0;
    run->documents = documents->buf;
    run->values = values->buf;
    run->narrow = size == 2;
    run->weight = (float)weight;
    run->begun = run->next = 0;
    runs->count++;
    return 1;
}

static PyObject *prepare(PyObject *module, PyObject *given) {
    if (!PyList_Check(given)) return PyErr_SetString(PyExc_TypeError, "a list of runs is wanted"), NULL;
    const Py_ssize_t count = PyList_GET_SIZE(given);
    Runs *runs = PyMem_Calloc(1, sizeof(Runs) + count * sizeof(Run));
    if (!runs || !(runs->buffers = PyMem_Malloc((2 * count + 1) * sizeof(Py_buffer)))) {
        PyMem_Free(runs);
        return PyErr_NoMemory();
    }
    PyObject *capsule = PyCapsule_New(runs, RUNS, release); /* gives back what is taken, if not all can be */
    if (!capsule) {
        PyMem_Free(runs->buffers);
        PyMem_Free(runs);
    }
    for (Py_ssize_t number = 0; capsule && number < count; number++)
        if (!take_run(PyList_GET_ITEM(given, number), runs)) Py_CLEAR(capsule);
    return capsule;
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
        search->bar = -1;
        search->asked_idf = 0;
        for (Py_ssize_t row = 0; row < search->rows; row++) search->asked_idf += search->idfs[row];
        if (documents > 0 && of_language && has_what_must_be(search, own, of_language) &&
            !score_language(search, own, of_language, documents))
            return 0;
    }
    return 1;
}

enum { TABLES, RANGES, IDFS, REQUIRED, LANGS, FIXED, EXCLUDED = FIXED, ALL };

/* Whether what was given fits together; what is found is then set to nothing. */
static int begin(Search *search, const Py_buffer *buffers, int taken) {
    const Py_ssize_t rows = buffers[REQUIRED].len, size = buffers[LANGS].itemsize;
    const Py_ssize_t languages = buffers[RANGES].len / (3 * (Py_ssize_t)sizeof(int64_t));
    const int64_t *ranges = buffers[RANGES].buf;
    if (rows <= 0 || buffers[IDFS].len != languages * rows * (Py_ssize_t)sizeof(float) || search->lang_count < 0 ||
        (size != 1 && size != 2 && size != 4))
        return PyErr_SetString(PyExc_ValueError, "arrays do not fit one another"), 0;
    const Py_ssize_t documents = buffers[LANGS].len / size;
    int fits = taken == FIXED || buffers[EXCLUDED].len == documents;
    for (Py_ssize_t language = 0; fits && language < languages; language++)
        fits = ranges[3 * language] >= 0 && ranges[3 * language + 1] <= documents;
    if (!fits) return PyErr_SetString(PyExc_ValueError, "arrays do not fit one another"), 0;
    search->tables = buffers[TABLES].buf;
    search->required = buffers[REQUIRED].buf;
    search->excluded = taken == ALL ? buffers[EXCLUDED].buf : NULL;
    search->langs = buffers[LANGS].buf;
    search->lang_size = size;
    search->rows = rows;
    search->keeps_all = search->best.limit < 0;
    if (search->keeps_all) search->best.limit = 0;
    else if (search->best.limit > documents) search->best.limit = documents;
    search->held = malloc(rows * BLOCKS * sizeof(uint64_t));
    search->best.best = malloc((search->best.limit + 1) * sizeof(Scored));
    search->leaders = malloc((search->lang_count + 1) * sizeof(Scored));
    if (!search->held || !search->best.best || !search->leaders) return PyErr_NoMemory(), 0;
    for (Py_ssize_t lang = 0; lang < search->lang_count; lang++) search->leaders[lang].document = -1;
    return 1;
}

static void end(Search *search) {
    free(search->held);
    free(search->sums);
    free(search->best.best);
    free(search->leaders);
    free(search->all);
}

static PyObject *answer_of(Search *search) {
    if (search->keeps_all) return arrays_of(search->all, search->kept);
    const Best *best = &search->best;
    for (Py_ssize_t place = 0; place < best->count; place++) {
        Scored *leader = &search->leaders[lang_of(search, best->best[place].document)];
        if (leader->document == best->best[place].document) leader->document = -1; /* it is said already */
    }
    qsort(best->best, best->count, sizeof(Scored), better_first);
    return Py_BuildValue("nNN", search->total, pairs_of(best->best, best->count),
                         pairs_of(search->leaders, search->lang_count));
}

/* Put all rows' runs behind one another, as each search goes through them by itself.
 *
 * Returns: how many there are, -1 if they do not fit. */
static Py_ssize_t gather(const Search *search, PyObject *given, Run **gathered, Py_ssize_t tables) {
    Py_ssize_t count = 0;
    if (PyList_GET_SIZE(given) != search->rows) return PyErr_SetString(PyExc_ValueError, "there are other rows"), -1;
    for (Py_ssize_t row = 0; row < search->rows; row++) {
        const Runs *runs = PyCapsule_GetPointer(PyList_GET_ITEM(given, row), RUNS);
        if (!runs) return -1;
        Run *larger = PyMem_Realloc(*gathered, (count + runs->count + 1) * sizeof(Run));
        if (!larger) return PyErr_NoMemory(), -1;
        *gathered = larger;
        memcpy(larger + count, runs->runs, runs->count * sizeof(Run));
        for (const Py_ssize_t end = count + runs->count; count < end; count++) {
            if (larger[count].table > tables - TABLE_SIZE)
                return PyErr_SetString(PyExc_ValueError, "a run does not fit"), -1;
            larger[count].row = row;
        }
    }
    return count;
}

static PyObject *score_runs(Search *search, PyObject *given, const Py_buffer *buffers) {
    const Py_ssize_t languages = buffers[RANGES].len / (3 * (Py_ssize_t)sizeof(int64_t));
    Run *runs = NULL, **own = NULL;
    const Py_ssize_t count = gather(search, given, &runs, buffers[TABLES].len / (Py_ssize_t)sizeof(float));
    int good = count >= 0;
    if (good && !(own = PyMem_Malloc((count + 1) * sizeof(Run *)))) PyErr_NoMemory(), good = 0;
    if (good) {
        Py_BEGIN_ALLOW_THREADS
        good = score_all(search, runs, count, buffers[RANGES].buf, languages, buffers[IDFS].buf, own);
        Py_END_ALLOW_THREADS
        if (!good) PyErr_SetString(PyExc_ValueError, search->failure);
    }
    PyMem_Free(runs);
    PyMem_Free(own);
    return good ? answer_of(search) : NULL;
}

static PyObject *score(PyObject *module, PyObject *args) {
    PyObject *given, *objects[ALL], *answer = NULL;
    Py_buffer buffers[ALL];
    Search search;
    memset(&search, 0, offsetof(Search, single)); /* the rest is written before it is read */
    if (!PyArg_ParseTuple(args, "O!OOOOOOffnn", &PyList_Type, &given, &objects[TABLES], &objects[RANGES],
                          &objects[IDFS], &objects[REQUIRED], &objects[LANGS], &objects[EXCLUDED], &search.k1,
                          &search.coverage, &search.lang_count, &search.best.limit))
        return NULL;
    const int wanted = objects[EXCLUDED] == Py_None ? FIXED : ALL;
    int taken = 0;
    while (taken < wanted && PyObject_GetBuffer(objects[taken], &buffers[taken], PyBUF_ND) == 0) taken++;
    if (taken == wanted && begin(&search, buffers, taken)) answer = score_runs(&search, given, buffers);
    end(&search);
    while (taken--) PyBuffer_Release(&buffers[taken]);
    return answer;
}

static PyMethodDef methods[] = {{"prepare", prepare, METH_O, "See _scoring.pyi."},
                                {"score", score, METH_VARARGS, "See _scoring.pyi."},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scoring", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scoring(void) { return PyModuleDef_Init(&definition); }
