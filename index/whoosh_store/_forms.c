/* The table of surface forms of surface_forms.py; said in _forms.pyi.
 *
 * Open addressing (Knuth 1998, "The Art of Computer Programming" 3, 6.4): a slot has half of a form's hash and the place
 * of its record, which is its number, its length and its characters. A text is cut and looked up where it lies, so that
 * no string is made of what is known. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_SLOTS = 1 << 10, FIRST_WORDS = 1 << 12, HEAD = 2 /* words of a record before its characters */ };
static const uint32_t UNKNOWN = UINT32_MAX;
static const uint32_t MOST_WORDS = UINT32_MAX;

typedef struct {
    uint32_t tag, place; /* no place: the slot is free */
} Slot;

typedef struct {
    PyObject_HEAD
    Slot *slots;
    size_t mask, count;
    uint32_t *records; /* of 32-bit words; the first is no record's */
    size_t used, room;
    uint64_t seed;
} Table;

/* Characters as Python has them: `kind` is the bytes of one. */
typedef struct {
    const void *data;
    int kind;
    Py_ssize_t start, length;
    uint64_t hash;
} Form;

static uint64_t step(uint64_t hash, Py_UCS4 character) { return (hash ^ character) * 0x9e3779b97f4a7c15u; }

/* Bring the bits on top down (Stafford 2011, "Better bit mixing"). */
static uint64_t finish(uint64_t hash) {
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return hash ^ hash >> 32;
}

static size_t words_of(uint32_t kind, uint32_t length) { return HEAD + ((size_t)kind * length + 3) / 4; }

/* A record's second word: two bits say the kind (0, 1, 2 for 1, 2, 4 bytes), the others the length. */
static uint32_t kind_of(const uint32_t *record) { return 1u << (record[1] & 3); }
static uint32_t length_of(const uint32_t *record) { return record[1] >> 2; }

static int is_form(const uint32_t *record, const Form *form) {
    if (length_of(record) != (size_t)form->length) return 0;
    const int kind = (int)kind_of(record);
    if (kind == form->kind)
        return !memcmp(record + HEAD, (const char *)form->data + form->start * kind, (size_t)form->length * kind);
    for (Py_ssize_t place = 0; place < form->length; place++)
        if (PyUnicode_READ(kind, record + HEAD, place) != PyUnicode_READ(form->kind, form->data, form->start + place))
            return 0;
    return 1;
}

/* Find the slot of a form, or the free one where it goes. */
static Slot *slot_of(const Table *table, const Form *form) {
    const uint32_t tag = (uint32_t)(form->hash >> 32);
    for (size_t at = form->hash & table->mask;; at = (at + 1) & table->mask) {
        Slot *slot = &table->slots[at];
        if (!slot->place || (slot->tag == tag && is_form(table->records + slot->place, form))) return slot;
    }
}

static Form form_of(const Table *table, PyObject *text) {
    Form form = {PyUnicode_DATA(text), (int)PyUnicode_KIND(text), 0, PyUnicode_GET_LENGTH(text), table->seed};
    for (Py_ssize_t place = 0; place < form.length; place++)
        form.hash = step(form.hash, PyUnicode_READ(form.kind, form.data, place));
    form.hash = finish(form.hash);
    return form;
}

/* Put all records into so many slots. */
static int spread(Table *table, size_t slots) {
    Slot *fresh = PyMem_Calloc(slots, sizeof(Slot));
    if (!fresh) return PyErr_NoMemory(), 0;
    PyMem_Free(table->slots);
    table->slots = fresh;
    table->mask = slots - 1;
    for (size_t place = 1; place < table->used;) {
        const uint32_t *record = table->records + place, kind = kind_of(record), length = length_of(record);
        uint64_t hash = table->seed;
        for (uint32_t at = 0; at < length; at++) hash = step(hash, PyUnicode_READ((int)kind, record + HEAD, at));
        hash = finish(hash);
        size_t at = hash & table->mask;
        while (fresh[at].place) at = (at + 1) & table->mask;
        fresh[at] = (Slot){(uint32_t)(hash >> 32), (uint32_t)place};
        place += words_of(kind, length);
    }
    return 1;
}

static int make_room(Table *table, size_t words) {
    if (table->used + words > MOST_WORDS) return PyErr_NoMemory(), 0;
    if (table->used + words > table->room) {
        size_t room = 2 * table->room;
        if (room < table->used + words) room = table->used + words;
        uint32_t *larger = PyMem_Realloc(table->records, room * sizeof(uint32_t));
        if (!larger) return PyErr_NoMemory(), 0;
        table->records = larger;
        table->room = room;
    }
    return 4 * (table->count + 1) <= 3 * (table->mask + 1) || spread(table, 2 * (table->mask + 1));
}

static PyObject *set(Table *table, PyObject *args) {
    PyObject *text;
    unsigned int number;
    if (!PyArg_ParseTuple(args, "UI", &text, &number)) return NULL;
    const uint32_t kind = PyUnicode_KIND(text);
    if (PyUnicode_GET_LENGTH(text) > UINT32_MAX >> 2) return PyErr_NoMemory();
    const uint32_t length = (uint32_t)PyUnicode_GET_LENGTH(text);
    if (!make_room(table, words_of(kind, length))) return NULL;
    const Form form = form_of(table, text);
    Slot *slot = slot_of(table, &form);
    if (slot->place) table->records[slot->place] = number;
    else {
        uint32_t *record = table->records + table->used;
        record[0] = number;
        record[1] = length << 2 | (kind == 1 ? 0 : kind == 2 ? 1 : 2);
        memcpy(record + HEAD, form.data, (size_t)kind * length);
        *slot = (Slot){(uint32_t)(form.hash >> 32), (uint32_t)table->used};
        table->used += words_of(kind, length);
        table->count++;
    }
    Py_RETURN_NONE;
}

static PyObject *get(Table *table, PyObject *text) {
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "a form is text"), NULL;
    const Form form = form_of(table, text);
    const Slot *slot = slot_of(table, &form);
    if (!slot->place) Py_RETURN_NONE;
    return PyLong_FromUnsignedLong(table->records[slot->place]);
}

static int add_unknown(PyObject *unknown, PyObject *text, const Form *form, Py_ssize_t place) {
    PyObject *written = PyUnicode_Substring(text, form->start, form->start + form->length);
    PyObject *pair = written ? Py_BuildValue("nN", place, written) : NULL;
    const int good = pair && PyList_Append(unknown, pair) == 0;
    Py_XDECREF(pair);
    return good;
}

/* Cut a text at white space. `kind` is known where this is put in, so that it need not be asked each time.
 *
 * Returns: how many forms there are, -1 if something went wrong. */
static inline Py_ssize_t cut(const Table *table, PyObject *text, uint32_t *numbers, PyObject *unknown, const int kind) {
    const void *data = PyUnicode_DATA(text);
    const Py_ssize_t end = PyUnicode_GET_LENGTH(text);
    Py_ssize_t count = 0;
    for (Py_ssize_t at = 0;;) {
        while (at < end && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at))) at++;
        if (at == end) return count;
        Form form = {data, kind, at, 0, table->seed};
        for (; at < end && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)); at++)
            form.hash = step(form.hash, PyUnicode_READ(kind, data, at));
        form.hash = finish(form.hash);
        form.length = at - form.start;
        const Slot *slot = slot_of(table, &form);
        numbers[count] = slot->place ? table->records[slot->place] : UNKNOWN;
        if (!slot->place && !add_unknown(unknown, text, &form, count)) return -1;
        count++;
    }
}

static PyObject *numbers(Table *table, PyObject *text) {
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "a text is wanted"), NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, (PyUnicode_GET_LENGTH(text) / 2 + 1) * sizeof(uint32_t));
    PyObject *unknown = PyList_New(0);
    Py_ssize_t count = -1;
    if (found && unknown) {
        uint32_t *room = (uint32_t *)PyBytes_AS_STRING(found);
        const int kind = PyUnicode_KIND(text);
        count = kind == 1   ? cut(table, text, room, unknown, 1)
                : kind == 2 ? cut(table, text, room, unknown, 2)
                            : cut(table, text, room, unknown, 4);
    }
    if (count < 0 || _PyBytes_Resize(&found, count * (Py_ssize_t)sizeof(uint32_t)) < 0) {
        Py_XDECREF(found);
        Py_XDECREF(unknown);
        return NULL;
    }
    return Py_BuildValue("NN", found, unknown);
}

static PyObject *keep(Table *table, PyObject *array) {
    Py_buffer buffer;
    if (PyObject_GetBuffer(array, &buffer, PyBUF_ND) < 0) return NULL;
    const uint32_t *renumbered = buffer.buf;
    const size_t known = buffer.len / sizeof(uint32_t);
    size_t used = 1, count = 0;
    for (size_t place = 1; place < table->used;) {
        uint32_t *record = table->records + place;
        const size_t words = words_of(kind_of(record), length_of(record));
        const uint32_t number = record[0] < known ? renumbered[record[0]] : UNKNOWN;
        place += words;
        if (number == UNKNOWN) continue;
        record[0] = number;
        memmove(table->records + used, record, words * sizeof(uint32_t));
        used += words;
        count++;
    }
    PyBuffer_Release(&buffer);
    table->used = used;
    table->count = count;
    size_t slots = FIRST_SLOTS;
    while (3 * slots < 4 * (count + 1)) slots *= 2;
    if (!spread(table, slots)) return NULL;
    Py_RETURN_NONE;
}

static Py_ssize_t length(PyObject *self) { return (Py_ssize_t)((Table *)self)->count; }

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *options) {
    if (!PyArg_ParseTuple(args, "") || (options && PyDict_GET_SIZE(options)))
        return PyErr_Occurred() ? NULL : (PyErr_SetString(PyExc_TypeError, "nothing is to be said"), NULL);
    PyObject *name = PyUnicode_FromString("surface forms");
    Table *table = name ? (Table *)type->tp_alloc(type, 0) : NULL;
    if (table) {
        table->seed = (uint64_t)PyObject_Hash(name); /* another one in each process: no text is made to be slow */
        table->records = PyMem_Malloc(FIRST_WORDS * sizeof(uint32_t));
        table->room = FIRST_WORDS;
        table->used = 1;
        if (!table->records || !spread(table, FIRST_SLOTS)) {
            if (!PyErr_Occurred()) PyErr_NoMemory();
            Py_CLEAR(table);
        }
    }
    Py_XDECREF(name);
    return (PyObject *)table;
}

static void forget(PyObject *self) {
    Table *table = (Table *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(table->slots);
    PyMem_Free(table->records);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {
    {"numbers", (PyCFunction)numbers, METH_O, "See _forms.pyi."},
    {"get", (PyCFunction)get, METH_O, "See _forms.pyi."},
    {"set", (PyCFunction)set, METH_VARARGS, "See _forms.pyi."},
    {"keep", (PyCFunction)keep, METH_O, "See _forms.pyi."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {{Py_tp_new, make},       {Py_tp_dealloc, forget}, {Py_tp_methods, methods},
                                   {Py_sq_length, length}, {0, NULL}};

static PyType_Spec spec = {"index.whoosh_store._forms.FormTable", sizeof(Table), 0, Py_TPFLAGS_DEFAULT, type_slots};

static int add_type(PyObject *module) {
    PyObject *type = PyType_FromSpec(&spec);
    if (!type || PyModule_AddObject(module, "FormTable", type) < 0) {
        Py_XDECREF(type);
        return -1;
    }
    return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, add_type}, {0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_forms", NULL, 0, NULL, module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__forms(void) { return PyModuleDef_Init(&definition); }
