#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/explanation.h"
#include "dssearch/note.h"
#include "dssearch/paper.h"
#include "dssearch/response.h"
#include "dssearch/snippet.h"
#include "dssearch/writer.h"

namespace dssearch::python {

// The library's structs as objects of Python, of the classes in dssearch/results.py. With the GIL.

/// Looks the classes up, once, before any of the functions below is called.
void LoadClasses();

/// UTF-8 as a str, with U+FFFD in place of what is none.
pybind11::object ToPython(const std::string& text);
pybind11::object ToPython(const CommitResult& result);
pybind11::object ToPython(const Evidence& evidence);
pybind11::object ToPython(const Facet& facet);
pybind11::object ToPython(const FacetCount& count);
pybind11::object ToPython(const Hit& hit);
pybind11::object ToPython(const IndexRun& run);
pybind11::object ToPython(const Note& note);
pybind11::object ToPython(const Paper& paper);
pybind11::object ToPython(const PutResult& result);
pybind11::object ToPython(const SearchResponse& response);
/// Its marks count code points, as Python does, and not bytes.
pybind11::object ToPython(const Snippet& snippet);
pybind11::object ToPython(const TermExpansion& expansion);

/// A list or a tuple of them.
template <typename Sequence, typename Value>
Sequence ToSequence(const std::vector<Value>& values) {
  Sequence sequence(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) sequence[i] = ToPython(values[i]);
  return sequence;
}

template <typename Value>
pybind11::tuple ToTuple(const std::vector<Value>& values) {
  return ToSequence<pybind11::tuple>(values);
}

/// Raises `error` as dssearch.Error.
void Raise(const Error& error);

}  // namespace dssearch::python
