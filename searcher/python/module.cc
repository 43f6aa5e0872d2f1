// dssearch._dssearch: what the package dssearch makes its Searcher of. It embeds the library as
// others can, by its public API.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "dssearch/searcher.h"
#include "dssearch/version.h"
#include "searcher/python/calls.h"
#include "searcher/python/objects.h"
#include "searcher/python/requests.h"
#include "searcher/python/writer.h"

namespace py = pybind11;

namespace dssearch::python {
namespace {

using Timeout = std::optional<double>;

std::unique_ptr<Searcher> OpenSearcher(const py::bytes& path) {
  const std::string index = path;
  const py::gil_scoped_release unlocked;
  return std::make_unique<Searcher>(index);
}

py::object Search(const Searcher& searcher, const py::str& query, const py::dict& options,
                  Timeout timeout) {
  SearchRequest request{.query = Utf8(query)};
  Apply(options, request);
  return ToPython(
      During(timeout, [&](const Budget& budget) { return searcher.Search(request, budget); }));
}

Cursor OpenCursor(const Searcher& searcher, const py::str& query, const py::dict& options,
                  Timeout timeout) {
  SearchRequest request{.query = Utf8(query), .limit = kNoLimit};
  Apply(options, request);
  return During(timeout, [&](const Budget& budget) { return searcher.Open(request, budget); });
}

py::list Next(Cursor& cursor, std::size_t count, Timeout timeout) {
  return ToSequence<py::list>(
      During(timeout, [&](const Budget& budget) { return cursor.Next(count, budget); }));
}

py::object Get(const Searcher& searcher, const py::str& id) {
  const std::string name = Utf8(id);
  const std::optional<Paper> paper = [&] {
    const py::gil_scoped_release unlocked;
    return searcher.Get(name);
  }();
  if (!paper) return py::none();
  return ToPython(*paper);
}

py::list Similar(const Searcher& searcher, const py::str& id, std::size_t limit, Timeout timeout) {
  const std::string name = Utf8(id);
  return ToSequence<py::list>(
      During(timeout, [&](const Budget& budget) { return searcher.Similar(name, limit, budget); }));
}

py::list Suggest(const Searcher& searcher, const py::str& prefix, std::size_t limit,
                 Timeout timeout) {
  const std::string typed = Utf8(prefix);
  return ToSequence<py::list>(During(
      timeout, [&](const Budget& budget) { return searcher.Suggest(typed, limit, budget); }));
}

}  // namespace
}  // namespace dssearch::python

PYBIND11_MODULE(_dssearch, module) {
  namespace python = dssearch::python;
  python::LoadClasses();
  py::register_exception_translator([](std::exception_ptr raised) {
    try {
      if (raised) std::rethrow_exception(std::move(raised));
    } catch (const dssearch::Error& error) {
      python::Raise(error);
    }
  });

  module.attr("__version__") = dssearch::Version();
  module.def("default_index_path", [] { return py::bytes(dssearch::DefaultIndexPath()); });
  py::class_<dssearch::Cursor>(module, "Cursor").def("next", &python::Next);
  py::class_<dssearch::Searcher>(module, "Searcher")
      .def(py::init(&python::OpenSearcher))
      .def("search", &python::Search)
      .def("open", &python::OpenCursor, py::keep_alive<0, 1>())
      .def("get", &python::Get)
      .def("similar", &python::Similar)
      .def("suggest", &python::Suggest)
      .def("size", &dssearch::Searcher::size, py::call_guard<py::gil_scoped_release>());
  python::DefineWriter(module);
}
