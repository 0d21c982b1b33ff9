/* The terms of a word: what `Language` makes of it step by step, as `schema.terms_of` names it; said in _word_terms.pyi.
 *
 * The steps stay Python's. What lies between them, a key for each text and a dictionary of keys, takes longer than some. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *stop_form, *stop_words, *fold, *variants, *words, *stems, *parts; /* a step is NULL if there is none */
    PyObject *stem_mark;
    Py_ssize_t longest;
} WordTerms;

/* Add a term, unless it is among those from `first` on; takes `term`, which may be NULL after an error. */
static int add_term(PyObject *terms, Py_ssize_t first, PyObject *term) {
    if (!term) return 0;
    int good = 1;
    for (Py_ssize_t place = first; place < PyList_GET_SIZE(terms); place++)
        if (PyUnicode_Compare(PyList_GET_ITEM(terms, place), term) == 0) {
            Py_DECREF(term);
            return !PyErr_Occurred();
        }
    good = PyList_Append(terms, term) == 0;
    Py_DECREF(term);
    return good;
}

static int add_text(const WordTerms *own, PyObject *terms, Py_ssize_t first, PyObject *text, int is_stem) {
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "a step gives texts"), 0;
    PyObject *cut = PyUnicode_Substring(text, 0, own->longest); /* the text itself if it is no longer */
    if (is_stem && cut) Py_SETREF(cut, PyUnicode_Concat(own->stem_mark, cut));
    return add_term(terms, first, cut);
}

/* Add what a step gives; it may give empty texts, which count for nothing. */
static int add_step(const WordTerms *own, PyObject *terms, Py_ssize_t first, PyObject *step, PyObject *word, int is_stem) {
    if (!step) return 1;
    PyObject *found = PyObject_CallOneArg(step, word);
    int good = found && PyTuple_Check(found);
    if (found && !good) PyErr_SetString(PyExc_TypeError, "a step gives a tuple");
    for (Py_ssize_t place = 0; good && place < PyTuple_GET_SIZE(found); place++) {
        PyObject *text = PyTuple_GET_ITEM(found, place);
        if (!PyUnicode_Check(text) || PyUnicode_GET_LENGTH(text)) good = add_text(own, terms, first, text, is_stem);
    }
    Py_XDECREF(found);
    return good;
}

static int add_word(const WordTerms *own, PyObject *terms, PyObject *word) {
    const Py_ssize_t first = PyList_GET_SIZE(terms);
    PyObject *stop_form = PyObject_CallOneArg(own->stop_form, word);
    const int stopped = stop_form ? PySet_Contains(own->stop_words, stop_form) : -1;
    int good = stopped >= 0;
    if (stopped > 0) good = add_text(own, terms, first, stop_form, 0);
    Py_XDECREF(stop_form);
    if (stopped != 0) return good;
    PyObject *exact = PyObject_CallOneArg(own->fold, word);
    good = exact && PyUnicode_Check(exact);
    if (exact && !good) PyErr_SetString(PyExc_TypeError, "a word is folded to a text");
    if (good && PyUnicode_GET_LENGTH(exact)) {
        good = add_text(own, terms, first, exact, 0) && add_step(own, terms, first, own->variants, word, 0);
        if (good && PyUnicode_GET_LENGTH(word) && !Py_UNICODE_ISDIGIT(PyUnicode_READ_CHAR(word, 0)))
            good = add_step(own, terms, first, own->words, word, 0) && add_step(own, terms, first, own->stems, word, 1) &&
                   add_step(own, terms, first, own->parts, word, 0);
    }
    Py_XDECREF(exact);
    return good;
}

static PyObject *add(WordTerms *own, PyObject *const *args, Py_ssize_t count) {
    if (count != 2 || !PyUnicode_Check(args[0]) || !PyList_Check(args[1]))
        return PyErr_SetString(PyExc_TypeError, "a word and a list are wanted"), NULL;
    if (!add_word(own, args[1], args[0])) return NULL;
    Py_RETURN_NONE;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *options) {
    static char *names[] = {"stop_form", "stop_words", "fold", "variants", "lemmas", "stems", "parts", "stem_mark", "longest",
                            NULL};
    WordTerms *own = (WordTerms *)type->tp_alloc(type, 0);
    if (!own) return NULL;
    if (!PyArg_ParseTupleAndKeywords(args, options, "OO!OOOOOUn", names, &own->stop_form, &PyFrozenSet_Type, &own->stop_words,
                                     &own->fold, &own->variants, &own->words, &own->stems, &own->parts, &own->stem_mark,
                                     &own->longest)) {
        own->stop_form = own->stop_words = own->fold = own->variants = own->words = own->stems = own->parts = NULL;
        own->stem_mark = NULL;
        Py_DECREF(own);
        return NULL;
    }
    PyObject **steps[] = {&own->variants, &own->words, &own->stems, &own->parts};
    for (int place = 0; place < 4; place++)
        if (*steps[place] == Py_None) *steps[place] = NULL;
    PyObject *kept[] = {own->stop_form, own->stop_words, own->fold, own->variants, own->words, own->stems, own->parts,
                        own->stem_mark};
    for (int place = 0; place < 8; place++) Py_XINCREF(kept[place]);
    return (PyObject *)own;
}

static void forget(PyObject *self) {
    WordTerms *own = (WordTerms *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject *kept[] = {own->stop_form, own->stop_words, own->fold, own->variants, own->words, own->stems, own->parts,
                        own->stem_mark};
    for (int place = 0; place < 8; place++) Py_XDECREF(kept[place]);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {{"add", (PyCFunction)(void (*)(void))add, METH_FASTCALL, "See _word_terms.pyi."},
                                {NULL, NULL, 0, NULL}};

static PyType_Slot type_slots[] = {{Py_tp_new, make}, {Py_tp_dealloc, forget}, {Py_tp_methods, methods}, {0, NULL}};

static PyType_Spec spec = {"index.whoosh_store._word_terms.WordTerms", sizeof(WordTerms), 0, Py_TPFLAGS_DEFAULT, type_slots};

static int add_type(PyObject *module) {
    PyObject *type = PyType_FromSpec(&spec);
    if (!type || PyModule_AddObject(module, "WordTerms", type) < 0) {
        Py_XDECREF(type);
        return -1;
    }
    return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, add_type}, {0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_word_terms", NULL, 0, NULL, module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__word_terms(void) { return PyModuleDef_Init(&definition); }
