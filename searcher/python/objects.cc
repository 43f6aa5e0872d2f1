#include "searcher/python/objects.h"

#include <algorithm>
#include <string_view>

#include "searcher/python/requests.h"

namespace py = pybind11;

namespace dssearch::python {
namespace {

struct Classes {
  py::object commit_result;
  py::object error;
  py::object evidence;
  py::object facet;
  py::object facet_count;
  py::object hit;
  py::object index_run;
  py::object other_record;
  py::object paper;
  py::object put_result;
  py::object search_response;
  py::object snippet;
  py::object term_expansion;
};

// For ever: the interpreter may have ended when static objects are destroyed.
const Classes* classes = nullptr;

py::object TextOrNone(const std::string& text) {
  if (text.empty()) return py::none();
  return ToPython(text);
}

std::ptrdiff_t CodePoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

const char* NameOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kIndexNotFound:
      return "index_not_found";
    case ErrorCode::kIndexFormat:
      return "index_format";
    case ErrorCode::kIndexCorrupt:
      return "index_corrupt";
    case ErrorCode::kIndexLocked:
      return "index_locked";
    case ErrorCode::kInvalidRequest:
      return "invalid_request";
    case ErrorCode::kTooExpensive:
      return "too_expensive";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kStateGone:
      return "state_gone";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kInternal:
      break;
  }
  return "internal";
}

const char* NameOf(PutResult::Outcome outcome) {
  switch (outcome) {
    case PutResult::Outcome::kAdded:
      return "added";
    case PutResult::Outcome::kUpdated:
      return "updated";
    case PutResult::Outcome::kUnchanged:
      return "unchanged";
    case PutResult::Outcome::kRepeated:
      return "repeated";
    case PutResult::Outcome::kRejected:
      break;
  }
  return "rejected";
}

}  // namespace

void LoadClasses() {
  const py::module_ results = py::module_::import("dssearch.results");
  classes = new Classes{.commit_result = results.attr("CommitResult"),
                        .error = results.attr("Error"),
                        .evidence = results.attr("Evidence"),
                        .facet = results.attr("Facet"),
                        .facet_count = results.attr("FacetCount"),
                        .hit = results.attr("Hit"),
                        .index_run = results.attr("IndexRun"),
                        .other_record = results.attr("OtherRecord"),
                        .paper = results.attr("Paper"),
                        .put_result = results.attr("PutResult"),
                        .search_response = results.attr("SearchResponse"),
                        .snippet = results.attr("Snippet"),
                        .term_expansion = results.attr("TermExpansion")};
}

py::object ToPython(const std::string& text) {
  PyObject* decoded =
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (decoded == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(decoded);
}

py::object ToPython(const CommitResult& result) {
  return classes->commit_result(ToPython(result.commit), ToTuple(result.added),
                                ToTuple(result.updated), ToTuple(result.removed), result.unchanged,
                                result.repeated, result.rejected, ToTuple(result.warnings));
}

py::object ToPython(const Evidence& evidence) {
  py::dict where;
  for (const Occurrences& in : evidence.where) where[ToPython(in.field)] = in.count;
  return classes->evidence(ToPython(evidence.text), ToPython(evidence.form), where, evidence.score);
}

py::object ToPython(const Facet& facet) {
  return classes->facet(ToPython(facet.field), ToTuple(facet.counts), facet.values);
}

py::object ToPython(const FacetCount& count) {
  return classes->facet_count(ToPython(count.value), count.count, count.selected,
                              ToPython(count.label), TextOrNone(count.label_zh),
                              TextOrNone(count.label_en));
}

py::object ToPython(const Hit& hit) {
  py::object also = py::none();
  if (hit.also) also = classes->other_record(ToPython(hit.also->id), ToPython(hit.also->title));
  return classes->hit(ToPython(hit.paper), hit.score, ToTuple(hit.domains), ToTuple(hit.snippets),
                      ToTuple(hit.evidence), also, ToPython(hit.added), ToPython(hit.changed));
}

py::object ToPython(const IndexRun& run) {
  return classes->index_run(TextOrNone(run.commit), ToPython(run.time));
}

py::object ToPython(const Note& note) { return ToPython(note.text()); }

py::object ToPython(const Paper& paper) {
  return classes->paper(ToPython(paper.id), ToPython(paper.title), ToPython(paper.title_zh),
                        ToTuple(paper.authors), ToPython(paper.date), ToTuple(paper.domains),
                        ToPython(paper.url), ToPython(paper.venue), ToPython(paper.doi),
                        ToTuple(paper.identifiers), ToTuple(paper.keywords_zh),
                        ToTuple(paper.keywords_en), ToPython(paper.summary_zh),
                        ToPython(paper.contribution_zh), ToPython(paper.summary_en),
                        ToPython(paper.contribution_en), ToTuple(paper.tags), ToPython(paper.note));
}

py::object ToPython(const PutResult& result) {
  return classes->put_result(NameOf(result.outcome), ToPython(result.id), ToPython(result.reason),
                             ToPython(result.hint));
}

py::object ToPython(const SearchResponse& response) {
  const SearchRequest& request = response.request;
  py::dict facets;
  for (const Facet& facet : response.facets) facets[ToPython(facet.field)] = ToPython(facet);
  return classes->search_response(ToPython(request.query), response.total, ToTuple(response.hits),
                                  facets, ToTuple(response.notes), NameOf(kMatches, response.match),
                                  TextOrNone(response.dates), request.offset, request.limit,
                                  NameOf(kSorts, request.sort), TextOrNone(response.suggestion),
                                  response.corrected, ToTuple(response.translations),
                                  TextOrNone(response.tree), response.took_ms);
}

py::object ToPython(const Snippet& snippet) {
  const std::string_view text = snippet.text;
  std::size_t byte = 0;
  std::ptrdiff_t character = 0;
  const auto count_up_to = [&](std::size_t end) {
    character += CodePoints(text.substr(byte, end - byte));
    byte = end;
    return character;
  };
  py::tuple marks(snippet.marks.size());
  for (std::size_t i = 0; i < snippet.marks.size(); ++i) {
    const std::ptrdiff_t begin = count_up_to(snippet.marks[i].begin);
    marks[i] = py::make_tuple(begin, count_up_to(snippet.marks[i].end));
  }
  return classes->snippet(ToPython(snippet.field), ToPython(snippet.text), marks);
}

py::object ToPython(const TermExpansion& expansion) {
  return classes->term_expansion(ToPython(expansion.term), ToTuple(expansion.added),
                                 expansion.strength, ToTuple(expansion.dropped));
}

void Raise(const Error& error) {
  const py::object raised =
      classes->error(ToPython(error.what()), NameOf(error.code()), ToPython(error.hint()));
  PyErr_SetObject(classes->error.ptr(), raised.ptr());
}

}  // namespace dssearch::python
