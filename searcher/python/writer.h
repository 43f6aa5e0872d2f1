#pragma once

#include <pybind11/pybind11.h>

namespace dssearch::python {

/// Adds the class Writer to `module`.
void DefineWriter(pybind11::module_& module);

}  // namespace dssearch::python
