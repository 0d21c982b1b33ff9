/* The table of numbered texts of surface_forms.py: its forms, and its terms; said in _texts.pyi.
 *
 * Open addressing (Knuth 1998, "The Art of Computer Programming" 3, 6.4): a slot has half of a text's hash and the place
 * of its record, which is its number, its length and its characters. An article is cut into forms and these are looked up
 * where they lie, so that no string is made of what is known. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GNUC__
#define ASK_FOR(address) __builtin_prefetch(address)
#else
#define ASK_FOR(address) ((void)(address))
#endif

enum { TOGETHER = 32 /* forms looked up at once */ };
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

/* Find the record of a text, or make one with a number.
 *
 * Returns: NULL if there is no memory. */
static uint32_t *record_of(Table *table, PyObject *text, uint32_t number) {
    const uint32_t kind = PyUnicode_KIND(text);
    if (PyUnicode_GET_LENGTH(text) > UINT32_MAX >> 2) return PyErr_NoMemory(), NULL;
    const uint32_t length = (uint32_t)PyUnicode_GET_LENGTH(text);
    if (!make_room(table, words_of(kind, length))) return NULL;
    const Form form = form_of(table, text);
    Slot *slot = slot_of(table, &form);
    if (slot->place) return table->records + slot->place;
    uint32_t *record = table->records + table->used;
    record[0] = number;
    record[1] = length << 2 | (kind == 1 ? 0 : kind == 2 ? 1 : 2);
    memcpy(record + HEAD, form.data, (size_t)kind * length);
    *slot = (Slot){(uint32_t)(form.hash >> 32), (uint32_t)table->used};
    table->used += words_of(kind, length);
    table->count++;
    return record;
}

static PyObject *update(Table *table, PyObject *numbers) {
    PyObject *text, *value;
    Py_ssize_t place = 0;
    if (!PyDict_Check(numbers)) return PyErr_SetString(PyExc_TypeError, "a dictionary is wanted"), NULL;
    while (PyDict_Next(numbers, &place, &text, &value)) {
        if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "texts are wanted"), NULL;
        const unsigned long number = PyLong_AsUnsignedLong(value);
        if (PyErr_Occurred()) return NULL;
        uint32_t *record = record_of(table, text, (uint32_t)number);
        if (!record) return NULL;
        record[0] = (uint32_t)number;
    }
    Py_RETURN_NONE;
}

static PyObject *numbered(Table *table, PyObject *texts) {
    if (!PyList_Check(texts)) return PyErr_SetString(PyExc_TypeError, "a list is wanted"), NULL;
    const Py_ssize_t count = PyList_GET_SIZE(texts);
    PyObject *found = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(uint32_t));
    int good = found != NULL;
    for (Py_ssize_t place = 0; good && place < count; place++) {
        PyObject *text = PyList_GET_ITEM(texts, place);
        good = PyUnicode_Check(text);
        if (!good) PyErr_SetString(PyExc_TypeError, "texts are wanted");
        const uint32_t *record = good ? record_of(table, text, (uint32_t)table->count) : NULL;
        good = record != NULL;
        if (good) ((uint32_t *)PyBytes_AS_STRING(found))[place] = record[0];
    }
    if (!good) Py_CLEAR(found);
    return found;
}

static PyObject *get(Table *table, PyObject *text) {
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "text is wanted"), NULL;
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

/* Find the numbers of some forms that come one after another in a text. They lie anywhere in memory: that of all is asked
 * for before the first is looked at, so that the processor waits once and not for each. */
static int look_up(const Table *table, PyObject *text, const Form *forms, int count, Py_ssize_t first, uint32_t *numbers,
                   PyObject *unknown) {
    for (int at = 0; at < count; at++) {
        const Slot *slot = &table->slots[forms[at].hash & table->mask];
        if (slot->place) ASK_FOR(table->records + slot->place);
    }
    for (int at = 0; at < count; at++) {
        const Slot *slot = slot_of(table, &forms[at]);
        numbers[first + at] = slot->place ? table->records[slot->place] : UNKNOWN;
        if (!slot->place && !add_unknown(unknown, text, &forms[at], first + at)) return 0;
    }
    return 1;
}

/* Cut a text at white space. `kind` is known where this is put in, so that it need not be asked each time.
 *
 * Returns: how many forms there are, -1 if something went wrong. */
static inline Py_ssize_t cut(const Table *table, PyObject *text, uint32_t *numbers, PyObject *unknown, const int kind) {
    const void *data = PyUnicode_DATA(text);
    const Py_ssize_t end = PyUnicode_GET_LENGTH(text);
    Form forms[TOGETHER];
    Py_ssize_t first = 0;
    int count = 0;
    for (Py_ssize_t at = 0;;) {
        while (at < end && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at))) at++;
        if (at == end || count == TOGETHER) {
            if (!look_up(table, text, forms, count, first, numbers, unknown)) return -1;
            first += count;
            count = 0;
            if (at == end) return first;
        }
        Form form = {data, kind, at, 0, table->seed};
        for (; at < end && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)); at++)
            form.hash = step(form.hash, PyUnicode_READ(kind, data, at));
        form.hash = finish(form.hash);
        form.length = at - form.start;
        ASK_FOR(&table->slots[form.hash & table->mask]);
        forms[count++] = form;
    }
}

static PyObject *numbers(Table *table, PyObject *text) {
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "text is wanted"), NULL;
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

/* Find the records by their numbers, which were given one after another.
 *
 * Returns: NULL if there is no memory, or numbers are others. */
static const uint32_t **records_by_number(const Table *table) {
    const uint32_t **found = PyMem_Malloc((table->count + 1) * sizeof(uint32_t *));
    size_t place = 1, count = 0;
    if (!found) return PyErr_NoMemory(), NULL;
    for (; place < table->used; count++) {
        const uint32_t *record = table->records + place;
        if (record[0] != count) {
            PyMem_Free(found);
            return PyErr_SetString(PyExc_ValueError, "the texts are not numbered one after another"), NULL;
        }
        found[count] = record;
        place += words_of(kind_of(record), length_of(record));
    }
    return found;
}

/* Compare by code points, which are in the order of their bytes in UTF-8. */
static int compare(const uint32_t *one, const uint32_t *other) {
    const uint32_t own = length_of(one), length = length_of(other), shorter = own < length ? own : length;
    const int kind = (int)kind_of(one), against = (int)kind_of(other);
    if (kind == 1 && against == 1) {
        const int found = memcmp(one + HEAD, other + HEAD, shorter);
        if (found) return found;
    } else
        for (uint32_t place = 0; place < shorter; place++) {
            const Py_UCS4 mine = PyUnicode_READ(kind, one + HEAD, place);
            const Py_UCS4 theirs = PyUnicode_READ(against, other + HEAD, place);
            if (mine != theirs) return mine < theirs ? -1 : 1;
        }
    return (own > length) - (own < length);
}

static int compare_places(const void *one, const void *other) {
    return compare(*(const uint32_t *const *)one, *(const uint32_t *const *)other);
}

/* Sort the records after the first `known`, and merge them with those, which are in order. */
static PyObject *order(Table *table, PyObject *array) {
    Py_buffer known;
    if (PyObject_GetBuffer(array, &known, PyBUF_SIMPLE) < 0) return NULL;
    const uint32_t *before = known.buf;
    const size_t old = known.len / sizeof(uint32_t), count = table->count;
    const uint32_t **records = records_by_number(table);
    const uint32_t **fresh = PyMem_Malloc((count + 1) * sizeof(uint32_t *));
    PyObject *found = PyBytes_FromStringAndSize(NULL, count * sizeof(uint32_t));
    int good = records && fresh && found && old <= count;
    for (size_t place = 0; good && place < old; place++) good = before[place] < count;
    if (good) {
        uint32_t *out = (uint32_t *)PyBytes_AS_STRING(found);
        const size_t added = count - old;
        memcpy(fresh, records + old, added * sizeof(uint32_t *));
        qsort(fresh, added, sizeof(uint32_t *), compare_places);
        for (size_t place = 0, next = 0; place + next < count;) {
            const int first = next == added || (place < old && compare(records[before[place]], fresh[next]) < 0);
            out[place + next] = first ? before[place] : fresh[next][0];
            if (first) place++;
            else next++;
        }
    } else if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "these are no numbers of texts");
    if (!good) Py_CLEAR(found);
    PyMem_Free(records);
    PyMem_Free(fresh);
    PyBuffer_Release(&known);
    return found;
}

/* Write a record in UTF-8.
 *
 * Returns: how many bytes it takes. Lone surrogates are written as any character. */
static size_t encode(const uint32_t *record, uint8_t *out) {
    static const uint8_t FIRST[] = {0, 0xc0, 0xe0, 0xf0};
    const int kind = (int)kind_of(record);
    size_t size = 0;
    for (uint32_t place = 0; place < length_of(record); place++) {
        const Py_UCS4 c = PyUnicode_READ(kind, record + HEAD, place);
        const int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        out[size++] = (uint8_t)(FIRST[more] | c >> 6 * more);
        for (int next = more - 1; next >= 0; next--) out[size++] = 0x80 | (c >> 6 * next & 0x3f);
    }
    return size;
}

static PyObject *listed(Table *table, PyObject *array) {
    Py_buffer wanted;
    if (PyObject_GetBuffer(array, &wanted, PyBUF_SIMPLE) < 0) return NULL;
    const uint32_t *numbers = wanted.buf;
    const Py_ssize_t count = wanted.len / (Py_ssize_t)sizeof(uint32_t);
    const uint32_t **records = records_by_number(table);
    PyObject *ends = PyBytes_FromStringAndSize(NULL, (count + 1) * sizeof(uint64_t)), *text = NULL;
    Py_ssize_t most = 0;
    int good = records && ends;
    for (Py_ssize_t place = 0; good && place < count; place++) {
        good = numbers[place] < table->count;
        if (good) most += (Py_ssize_t)length_of(records[numbers[place]]) * (kind_of(records[numbers[place]]) + 1);
        else PyErr_SetString(PyExc_ValueError, "there is no text of such a number");
    }
    if (good) text = PyBytes_FromStringAndSize(NULL, most); /* in UTF-8 a character takes a byte more, or less */
    if (text) {
        uint64_t *end = (uint64_t *)PyBytes_AS_STRING(ends);
        uint8_t *out = (uint8_t *)PyBytes_AS_STRING(text);
        end[0] = 0;
        for (Py_ssize_t place = 0; place < count; place++)
            end[place + 1] = end[place] + encode(records[numbers[place]], out + end[place]);
        _PyBytes_Resize(&text, (Py_ssize_t)end[count]); /* NULL if it fails */
    }
    PyMem_Free(records);
    PyBuffer_Release(&wanted);
    if (text) return Py_BuildValue("NN", text, ends);
    Py_XDECREF(ends);
    return NULL;
}

static Py_ssize_t length(PyObject *self) { return (Py_ssize_t)((Table *)self)->count; }

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *options) {
    if (!PyArg_ParseTuple(args, "") || (options && PyDict_GET_SIZE(options)))
        return PyErr_Occurred() ? NULL : (PyErr_SetString(PyExc_TypeError, "nothing is to be said"), NULL);
    PyObject *name = PyUnicode_FromString("texts");
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
    {"numbers", (PyCFunction)numbers, METH_O, "See _texts.pyi."},
    {"get", (PyCFunction)get, METH_O, "See _texts.pyi."},
    {"update", (PyCFunction)update, METH_O, "See _texts.pyi."},
    {"numbered", (PyCFunction)numbered, METH_O, "See _texts.pyi."},
    {"keep", (PyCFunction)keep, METH_O, "See _texts.pyi."},
    {"order", (PyCFunction)order, METH_O, "See _texts.pyi."},
    {"listed", (PyCFunction)listed, METH_O, "See _texts.pyi."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot type_slots[] = {{Py_tp_new, make},       {Py_tp_dealloc, forget}, {Py_tp_methods, methods},
                                   {Py_sq_length, length}, {0, NULL}};

static PyType_Spec spec = {"index.whoosh_store._texts.TextTable", sizeof(Table), 0, Py_TPFLAGS_DEFAULT, type_slots};

static int add_type(PyObject *module) {
    PyObject *type = PyType_FromSpec(&spec);
    if (!type || PyModule_AddObject(module, "TextTable", type) < 0) {
        Py_XDECREF(type);
        return -1;
    }
    return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, add_type}, {0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_texts", NULL, 0, NULL, module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__texts(void) { return PyModuleDef_Init(&definition); }
