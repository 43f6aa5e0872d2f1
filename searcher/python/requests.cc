#include "searcher/python/requests.h"

#include <cstddef>
#include <optional>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/field.h"

namespace py = pybind11;

namespace dssearch::python {
namespace {

// An option: its name and what was given for it.
struct Option {
  std::string name;
  py::handle value;
};

[[noreturn]] void RaiseType(const Option& option, const char* wanted) {
  throw py::type_error(option.name + " must be " + wanted + ", not " +
                       Py_TYPE(option.value.ptr())->tp_name);
}

std::string Text(const Option& option) {
  if (!py::isinstance<py::str>(option.value)) RaiseType(option, "a str");
  return Utf8(py::reinterpret_borrow<py::str>(option.value));
}

std::vector<std::string> Texts(const Option& option) {
  if (py::isinstance<py::str>(option.value)) return {Text(option)};
  if (!py::isinstance<py::iterable>(option.value)) RaiseType(option, "a str or a list of them");
  std::vector<std::string> texts;
  for (const py::handle value : option.value) texts.push_back(Text({option.name, value}));
  return texts;
}

// A date as it is written: of a str, a year or a date, which may have a time.
std::string Date(const Option& option) {
  if (!py::hasattr(option.value, "isoformat")) return Utf8(py::str(option.value));
  constexpr std::size_t kDay = 10;  // YYYY-MM-DD
  return Utf8(option.value.attr("isoformat")()).substr(0, kDay);
}

bool Flag(const Option& option) {
  if (!py::isinstance<py::bool_>(option.value)) RaiseType(option, "a bool");
  return option.value.cast<bool>();
}

std::size_t Number(const Option& option) {
  if (!py::isinstance<py::int_>(option.value)) RaiseType(option, "an int");
  const Py_ssize_t number = PyNumber_AsSsize_t(option.value.ptr(), nullptr);  // Clips.
  if (number < 0)
    throw Error(ErrorCode::kInvalidRequest,
                option.name + " is " + std::string(py::str(option.value)), "a number from 0 on");
  return static_cast<std::size_t>(number);
}

template <typename Value, std::size_t kSize>
Value ChoiceOf(const Option& option, const Choice<Value> (&choices)[kSize]) {
  const std::string text = Text(option);
  if (const std::optional<Value> found = ValueNamed(choices, text)) return *found;
  throw Error(ErrorCode::kInvalidRequest, "there is no " + option.name + " '" + text + "'",
              NamesOf(choices));
}

using Setter = void (*)(const Option&, SearchRequest&);
constexpr Choice<Setter> kSetters[] = {
    {"since", [](const Option& o, SearchRequest& r) { r.since = Date(o); }},
    {"until", [](const Option& o, SearchRequest& r) { r.until = Date(o); }},
    {"last", [](const Option& o, SearchRequest& r) { r.last = Text(o); }},
    {"sort", [](const Option& o, SearchRequest& r) { r.sort = ChoiceOf(o, kSorts); }},
    {"match", [](const Option& o, SearchRequest& r) { r.match = ChoiceOf(o, kMatches); }},
    {"limit", [](const Option& o, SearchRequest& r) { r.limit = Number(o); }},
    {"offset", [](const Option& o, SearchRequest& r) { r.offset = Number(o); }},
    {"facets",
     [](const Option& o, SearchRequest& r) {
       const std::vector<std::string> facets = Texts(o);
       r.facets.assign(facets.begin(), facets.end());
     }},
    {"snippet_cells", [](const Option& o, SearchRequest& r) { r.snippet_cells = Number(o); }},
    {"translate", [](const Option& o, SearchRequest& r) { r.translate = Flag(o); }},
    {"untranslated", [](const Option& o, SearchRequest& r) { r.untranslated = Texts(o); }},
    {"correct", [](const Option& o, SearchRequest& r) { r.correct = Flag(o); }},
    {"fold", [](const Option& o, SearchRequest& r) { r.fold = Flag(o); }},
    {"prefer_chinese", [](const Option& o, SearchRequest& r) { r.prefer_chinese = Flag(o); }},
    {"explain", [](const Option& o, SearchRequest& r) { r.explain = Flag(o); }},
};

bool AddFilters(const Option& option, SearchRequest& request) {
  const FacetField* field = FindFacetField(option.name);
  if (field == nullptr || field->values == FacetField::Values::kDates) return false;
  for (const std::string& value : Texts(option))
    request.filters.push_back(FilterOf(option.name, value));
  return true;
}

}  // namespace

void Apply(const py::dict& options, SearchRequest& request) {
  for (const auto& [name, value] : options) {
    if (value.is_none()) continue;
    const Option option{name.cast<std::string>(), value};
    if (const auto setter = ValueNamed(kSetters, option.name)) {
      (*setter)(option, request);
    } else if (!AddFilters(option, request)) {
      std::string names = NamesOf(kSetters);
      for (const FacetField& field : FacetFields())
        if (field.values != FacetField::Values::kDates) names.append(", ").append(field.name);
      throw py::type_error("there is no option '" + option.name + "'; there are " + names);
    }
  }
}

std::string Utf8(const py::str& text) {
  const auto encoded =
      py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "replace"));
  if (!encoded) throw py::error_already_set();
  return encoded;
}

}  // namespace dssearch::python
