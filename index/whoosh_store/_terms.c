/* Sorted lists of terms made one, and looked into: the inner loops of term_lists.py, which does the same in Python where
 * this could not be compiled; said in _terms.pyi. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { TEXT, ENDS, LIVING, RANKS, PARTS };

/* A list: its terms one behind another, where each ends (behind a 0), which of them count, and where each goes. */
typedef struct {
    Py_buffer buffers[PARTS];
    int taken;
    const uint8_t *text, *living;
    const uint64_t *ends;
    int64_t *ranks;
    Py_ssize_t count, next; /* the term that is looked at */
} List;

typedef struct {
    Py_buffer text, ends;
    Py_ssize_t count;
    uint64_t length;
} Merged;

static int misfit(void) {
    PyErr_SetString(PyExc_ValueError, "arrays do not fit one another");
    return 0;
}

static int take_list(PyObject *given, List *list) {
    PyObject *arrays[PARTS];
    if (!PyTuple_Check(given) ||
        !PyArg_ParseTuple(given, "OOOO", &arrays[TEXT], &arrays[ENDS], &arrays[LIVING], &arrays[RANKS]))
        return 0;
    for (; list->taken < PARTS; list->taken++)
        if (PyObject_GetBuffer(arrays[list->taken], &list->buffers[list->taken],
                               list->taken == RANKS ? PyBUF_WRITABLE : PyBUF_SIMPLE) < 0)
            return 0;
    list->text = list->buffers[TEXT].buf;
    list->ends = list->buffers[ENDS].buf;
    list->living = list->buffers[LIVING].buf;
    list->ranks = list->buffers[RANKS].buf;
    list->count = list->buffers[LIVING].len;
    if (list->buffers[ENDS].len != (list->count + 1) * (Py_ssize_t)sizeof(uint64_t) ||
        list->buffers[RANKS].len != list->count * (Py_ssize_t)sizeof(int64_t) || list->ends[0])
        return misfit();
    for (Py_ssize_t place = 0; place < list->count; place++)
        if (list->ends[place] > list->ends[place + 1]) return misfit();
    return list->ends[list->count] <= (uint64_t)list->buffers[TEXT].len || misfit();
}

static const uint8_t *term_of(const List *list, size_t *size) {
    *size = (size_t)(list->ends[list->next + 1] - list->ends[list->next]);
    return list->text + list->ends[list->next];
}

/* Compare the terms looked at: bytes, of which the shorter one comes first. */
static int compare(const List *one, const List *other) {
    size_t size, own;
    const uint8_t *term = term_of(one, &own), *against = term_of(other, &size);
    const int found = memcmp(term, against, own < size ? own : size);
    return found ? found : (own > size) - (own < size);
}

static void skip_dead(List *list) {
    while (list->next < list->count && !list->living[list->next]) list->ranks[list->next++] = -1;
}

/* Returns: whether there was room. */
static int merge_all(List *lists, Py_ssize_t count, Merged *merged) {
    uint64_t *ends = merged->ends.buf;
    ends[0] = 0;
    for (Py_ssize_t number = 0; number < count; number++) skip_dead(&lists[number]);
    for (;;) {
        const List *least = NULL;
        for (Py_ssize_t number = 0; number < count; number++)
            if (lists[number].next < lists[number].count && (!least || compare(&lists[number], least) < 0))
                least = &lists[number];
        if (!least) return 1;
        size_t size;
        const uint8_t *term = term_of(least, &size);
        if (merged->length + size > (uint64_t)merged->text.len ||
            merged->count + 1 >= merged->ends.len / (Py_ssize_t)sizeof(uint64_t))
            return 0;
        uint8_t *own = (uint8_t *)merged->text.buf + merged->length;
        memcpy(own, term, size);
        merged->length += size;
        for (Py_ssize_t number = 0; number < count; number++) {
            List *list = &lists[number];
            size_t other;
            if (list->next >= list->count) continue;
            const uint8_t *same = term_of(list, &other);
            if (other != size || memcmp(same, own, size)) continue;
            list->ranks[list->next++] = merged->count;
            skip_dead(list);
        }
        ends[++merged->count] = merged->length;
    }
}

static PyObject *merge(PyObject *module, PyObject *args) {
    PyObject *given, *text, *ends, *answer = NULL;
    Merged merged = {.count = 0};
    if (!PyArg_ParseTuple(args, "O!OO", &PyList_Type, &given, &text, &ends)) return NULL;
    if (PyObject_GetBuffer(text, &merged.text, PyBUF_WRITABLE) < 0) return NULL;
    if (PyObject_GetBuffer(ends, &merged.ends, PyBUF_WRITABLE) < 0) {
        PyBuffer_Release(&merged.text);
        return NULL;
    }
    const Py_ssize_t count = PyList_GET_SIZE(given);
    List *lists = PyMem_Calloc(count + 1, sizeof(List));
    int good = lists != NULL;
    if (!good) PyErr_NoMemory();
    if (good && merged.ends.len < (Py_ssize_t)sizeof(uint64_t)) good = misfit();
    for (Py_ssize_t number = 0; good && number < count; number++)
        good = take_list(PyList_GET_ITEM(given, number), &lists[number]);
    if (good) {
        Py_BEGIN_ALLOW_THREADS
        good = merge_all(lists, count, &merged);
        Py_END_ALLOW_THREADS
        if (good) answer = Py_BuildValue("nK", merged.count, (unsigned long long)merged.length);
        else misfit();
    }
    for (Py_ssize_t number = 0; lists && number < count; number++)
        while (lists[number].taken) PyBuffer_Release(&lists[number].buffers[--lists[number].taken]);
    PyMem_Free(lists);
    PyBuffer_Release(&merged.text);
    PyBuffer_Release(&merged.ends);
    return answer;
}

static uint64_t end_at(const Py_buffer *ends, Py_ssize_t place) {
    if (ends->itemsize == 2) return ((const uint16_t *)ends->buf)[place];
    return ends->itemsize == 4 ? ((const uint32_t *)ends->buf)[place] : ((const uint64_t *)ends->buf)[place];
}

/* Returns: -1 if the ends do not fit the text. */
static Py_ssize_t search(const Py_buffer *text, const Py_buffer *ends, const Py_buffer *term) {
    Py_ssize_t low = 0, high = ends->len / ends->itemsize - 1;
    while (low < high) {
        const Py_ssize_t middle = low + (high - low) / 2;
        const uint64_t start = end_at(ends, middle), end = end_at(ends, middle + 1);
        if (start > end || end > (uint64_t)text->len) return -1;
        const size_t size = (size_t)(end - start), own = (size_t)term->len;
        const int found = memcmp((const uint8_t *)text->buf + start, term->buf, size < own ? size : own);
        if (found < 0 || (!found && size < own)) low = middle + 1;
        else high = middle;
    }
    return low;
}

static PyObject *at_or_after(PyObject *module, PyObject *args) {
    enum { WHOLE, BORDERS, TERM, COUNT };
    PyObject *objects[COUNT];
    Py_buffer buffers[COUNT];
    int taken = 0;
    Py_ssize_t found = -1;
    if (!PyArg_ParseTuple(args, "OOO", &objects[WHOLE], &objects[BORDERS], &objects[TERM])) return NULL;
    while (taken < COUNT && PyObject_GetBuffer(objects[taken], &buffers[taken], PyBUF_ND) == 0) taken++;
    if (taken == COUNT) {
        const Py_ssize_t size = buffers[BORDERS].itemsize;
        if (size == 2 || size == 4 || size == 8) found = search(&buffers[WHOLE], &buffers[BORDERS], &buffers[TERM]);
        if (found < 0) misfit();
    }
    while (taken--) PyBuffer_Release(&buffers[taken]);
    return found < 0 ? NULL : PyLong_FromSsize_t(found);
}

static PyMethodDef methods[] = {{"merge", merge, METH_VARARGS, "See _terms.pyi."},
                                {"at_or_after", at_or_after, METH_VARARGS, "See _terms.pyi."},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_terms", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__terms(void) { return PyModuleDef_Init(&definition); }
