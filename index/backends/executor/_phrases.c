/* Where the words of a phrase stand near one another: the inner loop of phrases.py, which does the same with NumPy
 * where this module could not be compiled. What is asked and answered is said in _phrases.pyi. Everything that comes
 * from a file is checked: a damaged one is an error and never a crash. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One key of a word: its postings, gone through once. */
typedef struct {
    Py_buffer documents, counts, positions;
    Py_ssize_t length, next, before; /* `before`: positions of the postings before `next` */
    float weight;
    int held;
} Term;

typedef struct {
    int64_t position;
    float weight;
} Place;

typedef struct {
    Term *terms;
    Py_ssize_t count, postings;
    Place *places; /* in the document looked at, ascending, each position once */
    Py_ssize_t place_count, room;
} PhraseWord;

typedef struct {
    int64_t document;
    float sum, best;
    uint8_t length;
} Found;

typedef struct {
    Found *items;
    Py_ssize_t count, room;
} FoundList;

typedef enum { GOOD, NO_MEMORY, DAMAGED } State;

static int64_t number_at(const Py_buffer *buffer, Py_ssize_t place) {
    if (buffer->itemsize == 2) return ((const uint16_t *)buffer->buf)[place];
    return buffer->itemsize == 4 ? ((const uint32_t *)buffer->buf)[place]
                                 : (int64_t)((const uint64_t *)buffer->buf)[place];
}

static int frequency_at(const Term *term, Py_ssize_t place) {
    return ((const uint16_t *)term->counts.buf)[place] >> 8;
}

/* Move a term to a document; give whether it is there. */
static int move_to(Term *term, int64_t document) {
    while (term->next < term->length && number_at(&term->documents, term->next) < document) {
        term->before += frequency_at(term, term->next);
        term->next++;
    }
    return term->next < term->length && number_at(&term->documents, term->next) == document;
}

static int by_position(const void *one, const void *other) {
    const Place *first = one, *second = other;
    if (first->position != second->position) return first->position < second->position ? -1 : 1;
    return first->weight > second->weight ? -1 : first->weight < second->weight;
}

/* Gather the places of a word in a document that some of its terms stand at; of one place the greatest weight. */
static State place_word(PhraseWord *word, int64_t document) {
    word->place_count = 0;
    int terms = 0;
    for (Py_ssize_t number = 0; number < word->count; number++) {
        Term *term = &word->terms[number];
        if (!move_to(term, document)) continue;
        const Py_ssize_t frequency = frequency_at(term, term->next), wanted = word->place_count + frequency;
        if ((term->before + frequency) * term->positions.itemsize > term->positions.len) return DAMAGED;
        if (wanted > word->room) {
            Place *larger = realloc(word->places, 2 * wanted * sizeof(Place));
            if (!larger) return NO_MEMORY;
            word->places = larger;
            word->room = 2 * wanted;
        }
        for (Py_ssize_t at = 0; at < frequency; at++)
            word->places[word->place_count++] =
                (Place){number_at(&term->positions, term->before + at), term->weight};
        terms++;
    }
    if (terms < 2 || !word->place_count) return GOOD; /* one term's positions ascend */
    qsort(word->places, word->place_count, sizeof(Place), by_position);
    Py_ssize_t kept = 0;
    for (Py_ssize_t at = 0; at < word->place_count; at++)
        if (!kept || word->places[kept - 1].position != word->places[at].position)
            word->places[kept++] = word->places[at];
    word->place_count = kept;
    return GOOD;
}

/* The words follow one another. */
static void match_in_order(PhraseWord *words, Py_ssize_t count, Py_ssize_t *cursors, double *sum, float *best) {
    memset(cursors, 0, count * sizeof(Py_ssize_t));
    for (Py_ssize_t start = 0; start < words[0].place_count; start++) {
        float weight = words[0].places[start].weight;
        Py_ssize_t offset = 1;
        for (; offset < count; offset++) {
            const PhraseWord *word = &words[offset];
            const int64_t wanted = words[0].places[start].position + offset;
            while (cursors[offset] < word->place_count && word->places[cursors[offset]].position < wanted)
                cursors[offset]++;
            if (cursors[offset] == word->place_count) return;
            if (word->places[cursors[offset]].position != wanted) break;
            if (word->places[cursors[offset]].weight < weight) weight = word->places[cursors[offset]].weight;
        }
        if (offset < count) continue;
        *sum += weight;
        if (weight > *best) *best = weight;
    }
}

/* From the place of any word on, all words stand within a window; each counts with its best place there. */
static void match_in_window(PhraseWord *words, Py_ssize_t count, int64_t window, Py_ssize_t *cursors, double *sum,
                            float *best) {
    memset(cursors, 0, count * sizeof(Py_ssize_t));
    for (int64_t start = -1;;) {
        int64_t next = INT64_MAX;
        for (Py_ssize_t number = 0; number < count; number++) {
            const PhraseWord *word = &words[number];
            while (cursors[number] < word->place_count && word->places[cursors[number]].position <= start)
                cursors[number]++;
            if (cursors[number] < word->place_count && word->places[cursors[number]].position < next)
                next = word->places[cursors[number]].position;
        }
        if (next == INT64_MAX) return;
        start = next;
        float weight = -1;
        for (Py_ssize_t number = 0; number < count; number++) {
            const PhraseWord *word = &words[number];
            float own = 0;
            for (Py_ssize_t at = cursors[number];
                 at < word->place_count && word->places[at].position < start + window; at++)
                if (word->places[at].weight > own) own = word->places[at].weight;
            if (weight < 0 || own < weight) weight = own;
        }
        if (!(weight > 0)) continue;
        *sum += weight;
        if (weight > *best) *best = weight;
    }
}

/* The next document that any term of a word has; -1 if there is none. */
static int64_t next_document(const PhraseWord *word) {
    int64_t least = -1;
    for (Py_ssize_t number = 0; number < word->count; number++) {
        const Term *term = &word->terms[number];
        if (term->next == term->length) continue;
        const int64_t document = number_at(&term->documents, term->next);
        if (least < 0 || document < least) least = document;
    }
    return least;
}

static uint8_t length_byte(const PhraseWord *word, int64_t document) {
    for (Py_ssize_t number = 0; number < word->count; number++) {
        const Term *term = &word->terms[number];
        if (term->next < term->length && number_at(&term->documents, term->next) == document)
            return ((const uint16_t *)term->counts.buf)[term->next] & 0xFF;
    }
    return 0;
}

static State find_all(PhraseWord *words, Py_ssize_t count, int64_t slop, const uint8_t *alive, Py_ssize_t documents,
                      Py_ssize_t *cursors, FoundList *found) {
    PhraseWord *rarest = words;
    for (Py_ssize_t number = 1; number < count; number++)
        if (words[number].postings < rarest->postings) rarest = &words[number];
    int64_t document, before = -1;
    while ((document = next_document(rarest)) >= 0) {
        if (document <= before || (alive && document >= documents)) return DAMAGED;
        before = document;
        int all = !alive || alive[document];
        for (Py_ssize_t number = 0; all && number < count; number++) {
            State state = place_word(&words[number], document);
            if (state != GOOD) return state;
            all = words[number].place_count > 0;
        }
        double sum = 0;
        float best = 0;
        if (all && slop) match_in_window(words, count, count + slop, cursors, &sum, &best);
        else if (all) match_in_order(words, count, cursors, &sum, &best);
        if (sum > 0) {
            if (found->count == found->room) {
                const Py_ssize_t room = found->room ? 2 * found->room : 256;
                Found *larger = realloc(found->items, room * sizeof(Found));
                if (!larger) return NO_MEMORY;
                found->items = larger;
                found->room = room;
            }
            found->items[found->count++] = (Found){document, (float)sum, best, length_byte(rarest, document)};
        }
        for (Py_ssize_t number = 0; number < rarest->count; number++) move_to(&rarest->terms[number], document + 1);
    }
    return GOOD;
}

static int take_term(PyObject *given, Term *term) {
    PyObject *documents, *counts, *positions;
    double weight;
    if (!PyTuple_Check(given) || !PyArg_ParseTuple(given, "OOOd", &documents, &counts, &positions, &weight) ||
        PyObject_GetBuffer(documents, &term->documents, PyBUF_ND) < 0)
        return 0;
    if (PyObject_GetBuffer(counts, &term->counts, PyBUF_ND) < 0) {
        PyBuffer_Release(&term->documents);
        return 0;
    }
    if (PyObject_GetBuffer(positions, &term->positions, PyBUF_ND) < 0) {
        PyBuffer_Release(&term->documents);
        PyBuffer_Release(&term->counts);
        return 0;
    }
    term->held = 1;
    term->weight = (float)weight;
    term->length = term->documents.len / term->documents.itemsize;
    const Py_ssize_t size = term->documents.itemsize, position = term->positions.itemsize;
    if ((size != 2 && size != 4) || term->counts.len != term->length * (Py_ssize_t)sizeof(uint16_t) ||
        (position != 2 && position != 4 && position != 8)) {
        PyErr_SetString(PyExc_ValueError, "the postings of a phrase do not fit");
        return 0;
    }
    return 1;
}

static int take_word(PyObject *given, PhraseWord *word) {
    if (!PyList_Check(given)) return PyErr_Format(PyExc_TypeError, "a word is a list of terms") != NULL;
    word->count = PyList_GET_SIZE(given);
    word->terms = PyMem_Calloc(word->count + 1, sizeof(Term));
    if (!word->terms) return PyErr_NoMemory() != NULL;
    for (Py_ssize_t number = 0; number < word->count; number++) {
        if (!take_term(PyList_GET_ITEM(given, number), &word->terms[number])) return 0;
        word->postings += word->terms[number].length;
    }
    return 1;
}

static void release_word(PhraseWord *word) {
    for (Py_ssize_t number = 0; word->terms && number < word->count; number++)
        if (word->terms[number].held) {
            PyBuffer_Release(&word->terms[number].documents);
            PyBuffer_Release(&word->terms[number].counts);
            PyBuffer_Release(&word->terms[number].positions);
        }
    PyMem_Free(word->terms);
    free(word->places);
}

static PyObject *arrays_of(const FoundList *found) {
    PyObject *documents = PyBytes_FromStringAndSize(NULL, found->count * (Py_ssize_t)sizeof(uint32_t));
    PyObject *sums = PyBytes_FromStringAndSize(NULL, found->count * (Py_ssize_t)sizeof(float));
    PyObject *best = PyBytes_FromStringAndSize(NULL, found->count * (Py_ssize_t)sizeof(float));
    PyObject *lengths = PyBytes_FromStringAndSize(NULL, found->count);
    if (!documents || !sums || !best || !lengths) {
        Py_XDECREF(documents);
        Py_XDECREF(sums);
        Py_XDECREF(best);
        Py_XDECREF(lengths);
        return NULL;
    }
    for (Py_ssize_t place = 0; place < found->count; place++) {
        ((uint32_t *)PyBytes_AS_STRING(documents))[place] = (uint32_t)found->items[place].document;
        ((float *)PyBytes_AS_STRING(sums))[place] = found->items[place].sum;
        ((float *)PyBytes_AS_STRING(best))[place] = found->items[place].best;
        PyBytes_AS_STRING(lengths)[place] = (char)found->items[place].length;
    }
    return Py_BuildValue("NNNN", documents, sums, best, lengths);
}

static PyObject *find(PyObject *module, PyObject *args) {
    PyObject *given, *alive_object, *answer = NULL;
    Py_buffer alive = {0};
    Py_ssize_t slop;
    if (!PyArg_ParseTuple(args, "O!nO", &PyList_Type, &given, &slop, &alive_object)) return NULL;
    if (alive_object != Py_None && PyObject_GetBuffer(alive_object, &alive, PyBUF_SIMPLE) < 0) return NULL;
    const Py_ssize_t count = PyList_GET_SIZE(given);
    PhraseWord *words = PyMem_Calloc(count + 1, sizeof(PhraseWord));
    Py_ssize_t *cursors = PyMem_Malloc((count + 1) * sizeof(Py_ssize_t));
    FoundList found = {0};
    int good = words && cursors;
    if (!good) PyErr_NoMemory();
    for (Py_ssize_t number = 0; good && number < count; number++)
        good = take_word(PyList_GET_ITEM(given, number), &words[number]);
    if (good && count) {
        State state;
        Py_BEGIN_ALLOW_THREADS
        state = find_all(words, count, slop, alive.buf, alive.len, cursors, &found);
        Py_END_ALLOW_THREADS
        if (state == NO_MEMORY) PyErr_NoMemory();
        else if (state == DAMAGED) PyErr_SetString(PyExc_ValueError, "the places of a phrase are out of order");
        else answer = arrays_of(&found);
    } else if (good) answer = arrays_of(&found);
    for (Py_ssize_t number = 0; words && number < count; number++) release_word(&words[number]);
    PyMem_Free(words);
    PyMem_Free(cursors);
    free(found.items);
    if (alive.obj) PyBuffer_Release(&alive);
    return answer;
}

static PyMethodDef methods[] = {{"find", find, METH_VARARGS, "See _phrases.pyi."}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_phrases", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__phrases(void) { return PyModuleDef_Init(&definition); }
