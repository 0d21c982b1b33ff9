/* What Python gives to scoring_loops.c, and what it gets; said in _scoring.pyi. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <float.h>
#include <string.h>

#include "scoring_loops.h"

static const char PREPARED[] = "dragoman prepared";

enum { TABLES, RANGES, IDFS, REQUIRED, LANGS, FIXED, EXCLUDED = FIXED, ALL };

/* What is asked, with the arrays of Python that it lies in. */
typedef struct {
    Asked asked;
    Language *language;
    Run *runs;
    Py_buffer *buffers; /* those above, then two a run */
    Py_ssize_t taken, documents;
} Prepared;

static PyObject *misfit(const char *said) {
    PyErr_SetString(PyExc_ValueError, said);
    return NULL;
}

static void release(PyObject *capsule) {
    Prepared *prepared = PyCapsule_GetPointer(capsule, PREPARED);
    while (prepared->taken) PyBuffer_Release(&prepared->buffers[--prepared->taken]);
    PyMem_Free(prepared->buffers);
    PyMem_Free(prepared->language);
    PyMem_Free(prepared->runs);
    PyMem_Free(prepared);
}

static const Py_buffer *take(Prepared *prepared, PyObject *array) {
    Py_buffer *buffer = &prepared->buffers[prepared->taken];
    if (PyObject_GetBuffer(array, buffer, PyBUF_ND) < 0) return NULL;
    prepared->taken++;
    return buffer;
}

/* Take what is asked beside the runs. */
static int take_arrays(Prepared *prepared, PyObject **arrays, Py_ssize_t rows) {
    Asked *asked = &prepared->asked;
    const int wanted = arrays[EXCLUDED] == Py_None ? FIXED : ALL;
    for (int place = 0; place < wanted; place++)
        if (!take(prepared, arrays[place])) return 0;
    const Py_buffer *buffers = prepared->buffers;
    asked->lang_size = buffers[LANGS].itemsize;
    asked->languages = buffers[RANGES].len / (3 * (Py_ssize_t)sizeof(int64_t));
    if (rows <= 0 || buffers[REQUIRED].len != rows || asked->lang_count < 0 ||
        buffers[IDFS].len != asked->languages * rows * (Py_ssize_t)sizeof(float) ||
        (asked->lang_size != 1 && asked->lang_size != 2 && asked->lang_size != 4))
        return misfit("arrays do not fit one another"), 0;
    prepared->documents = buffers[LANGS].len / asked->lang_size;
    if (wanted == ALL && buffers[EXCLUDED].len != prepared->documents)
        return misfit("arrays do not fit one another"), 0;
    asked->rows = rows;
    asked->tables = buffers[TABLES].buf;
    asked->idfs = buffers[IDFS].buf;
    asked->required = buffers[REQUIRED].buf;
    asked->langs = buffers[LANGS].buf;
    asked->excluded = wanted == ALL ? buffers[EXCLUDED].buf : NULL;
    return 1;
}

static int take_run(Prepared *prepared, PyObject *given, Run *run) {
    PyObject *arrays[2];
    double weight;
    if (!PyTuple_Check(given) || !PyArg_ParseTuple(given, "nOOnd", &run->first, &arrays[0], &arrays[1], &run->table,
                                                   &weight))
        return 0;
    const Py_buffer *documents = take(prepared, arrays[0]), *values = documents ? take(prepared, arrays[1]) : NULL;
    if (!values) return 0;
    const Py_ssize_t size = documents->itemsize, value = run->table < 0 ? sizeof(float) : sizeof(uint16_t);
    const Py_ssize_t tables = prepared->buffers[TABLES].len / (Py_ssize_t)sizeof(float);
    run->length = documents->len / size;
    if ((size != 2 && size != 4) || values->itemsize != value || values->len != run->length * value ||
        run->table > tables - TABLE_SIZE)
        return misfit("a run does not fit"), 0;
    run->documents = documents->buf;
    run->values = values->buf;
    run->narrow = size == 2;
    run->weight = (float)weight;
    run->begun = run->next = 0;
    return 1;
}

static Py_ssize_t count_runs(PyObject *rows) {
    Py_ssize_t count = 0;
    for (Py_ssize_t row = 0; row < PyList_GET_SIZE(rows); row++) {
        if (!PyList_Check(PyList_GET_ITEM(rows, row))) return misfit("a row is a list of runs"), -1;
        count += PyList_GET_SIZE(PyList_GET_ITEM(rows, row));
    }
    return count;
}

/* Put the runs of a language beside one another; those of no language are left out. */
static int divide_by_language(Prepared *prepared, const Run *runs, Py_ssize_t count) {
    Asked *asked = &prepared->asked;
    const int64_t *ranges = prepared->buffers[RANGES].buf;
    for (Py_ssize_t number = 0; number < asked->languages; number++) {
        Language *language = &prepared->language[number];
        language->first = ranges[3 * number];
        language->end = ranges[3 * number + 1];
        language->mixed = ranges[3 * number + 2] != 0;
        if (language->first < 0 || language->end > prepared->documents)
            return misfit("arrays do not fit one another"), 0;
        for (Py_ssize_t place = 0; place < count && language->first < language->end; place++)
            if (runs[place].first == language->first) prepared->runs[asked->run_count++] = runs[place];
        language->runs_end = asked->run_count;
    }
    asked->language = prepared->language;
    asked->runs = prepared->runs;
    return 1;
}

static int take_runs(Prepared *prepared, PyObject *rows, Py_ssize_t count) {
    Run *runs = PyMem_Calloc(count + 1, sizeof(Run));
    Py_ssize_t taken = 0;
    int good = runs != NULL;
    prepared->runs = PyMem_Calloc(count + 1, sizeof(Run));
    prepared->language = PyMem_Calloc(prepared->asked.languages + 1, sizeof(Language));
    if (!good || !prepared->runs || !prepared->language) PyErr_NoMemory(), good = 0;
    for (Py_ssize_t row = 0; good && row < PyList_GET_SIZE(rows); row++) {
        PyObject *own = PyList_GET_ITEM(rows, row);
        for (Py_ssize_t place = 0; good && taken < count && place < PyList_GET_SIZE(own); place++, taken++) {
            runs[taken].row = row;
            good = take_run(prepared, PyList_GET_ITEM(own, place), &runs[taken]);
        }
    }
    good = good && divide_by_language(prepared, runs, taken);
    PyMem_Free(runs);
    return good;
}

static PyObject *prepare(PyObject *module, PyObject *args) {
    PyObject *rows, *arrays[ALL];
    Asked asked = {0};
    if (!PyArg_ParseTuple(args, "O!OOOOOOffn", &PyList_Type, &rows, &arrays[TABLES], &arrays[RANGES], &arrays[IDFS],
                          &arrays[REQUIRED], &arrays[LANGS], &arrays[EXCLUDED], &asked.k1, &asked.coverage,
                          &asked.lang_count))
        return NULL;
    const Py_ssize_t count = count_runs(rows);
    Prepared *prepared = count < 0 ? NULL : PyMem_Calloc(1, sizeof(Prepared));
    if (!prepared || !(prepared->buffers = PyMem_Malloc((ALL + 2 * count) * sizeof(Py_buffer)))) {
        PyMem_Free(prepared);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    if (asked.k1 <= 0) asked.k1 = FLT_MIN; /* nothing is then not divided by nothing */
    prepared->asked = asked;
    PyObject *capsule = PyCapsule_New(prepared, PREPARED, release); /* gives back what is taken, if not all can be */
    if (!capsule) {
        PyMem_Free(prepared->buffers);
        PyMem_Free(prepared);
        return NULL;
    }
    if (!take_arrays(prepared, arrays, PyList_GET_SIZE(rows)) || !take_runs(prepared, rows, count)) Py_CLEAR(capsule);
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

static PyObject *answer_of(Search *search) {
    if (search->keeps_all) return arrays_of(search->all, search->kept);
    put_in_order(search);
    return Py_BuildValue("nNN", search->total, pairs_of(search->best, search->count),
                         pairs_of(search->leaders, search->asked->lang_count));
}

static PyObject *score(PyObject *module, PyObject *args) {
    PyObject *capsule, *answer = NULL;
    Py_ssize_t limit;
    if (!PyArg_ParseTuple(args, "On", &capsule, &limit)) return NULL;
    const Prepared *prepared = PyCapsule_GetPointer(capsule, PREPARED);
    if (!prepared) return NULL;
    Search search;
    const size_t size = prepared->asked.run_count * sizeof(Run);
    Run *runs = PyMem_Malloc(size + 1);
    if (!begin_search(&search, &prepared->asked, limit, prepared->documents) || !runs) PyErr_NoMemory();
    else {
        int good;
        memcpy(runs, prepared->asked.runs, size);
        Py_BEGIN_ALLOW_THREADS
        good = score_all(&search, runs);
        Py_END_ALLOW_THREADS
        if (good) answer = answer_of(&search);
        else PyErr_SetString(PyExc_ValueError, search.failure);
    }
    end_search(&search);
    PyMem_Free(runs);
    return answer;
}

static PyMethodDef methods[] = {{"prepare", prepare, METH_VARARGS, "See _scoring.pyi."},
                                {"score", score, METH_VARARGS, "See _scoring.pyi."},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scoring", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scoring(void) { return PyModuleDef_Init(&definition); }
