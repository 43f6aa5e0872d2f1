#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "dssearch/request.h"

namespace dssearch::python {

/// Puts options that were named like those of the command line into `request`; None leaves what is
/// there. Raises TypeError for an unknown name and for a value of another type, throws
/// kInvalidRequest for a wrong value. With the GIL.
void Apply(const pybind11::dict& options, SearchRequest& request);

/// A str as UTF-8, with ? in place of half a surrogate pair.
std::string Utf8(const pybind11::str& text);

}  // namespace dssearch::python
