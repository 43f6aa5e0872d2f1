#include "indexer/formats/xml_reader.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "indexer/formats/xml_elements.h"
#include "indexer/formats/xml_splitter.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kCutOffHint = "the file is cut off, or an element is not closed";

std::vector<std::string_view> SplitAtBlanks(std::string_view names) {
  std::vector<std::string_view> split;
  for (std::size_t at = 0; at < names.size(); at += split.back().size() + 1)
    split.push_back(names.substr(at, names.find(' ', at) - at));
  return split;
}

// Whether an element has the name of a step, "article-id[pub-id-type=doi]", and what is in
// brackets.
bool Matches(const pugi::xml_node& element, std::string_view step) {
  const std::size_t bracket = std::min(step.find('['), step.size());
  if (LocalName(element.name()) != step.substr(0, bracket)) return false;
  if (bracket == step.size()) return true;
  const std::string_view condition = step.substr(bracket + 1, step.size() - bracket - 2);
  if (condition.starts_with('!'))
    return !element.attribute(std::string(condition.substr(1)).c_str());
  const std::size_t equals = condition.find('=');
  return condition.substr(equals + 1) ==
         element.attribute(std::string(condition.substr(0, equals)).c_str()).value();
}

// Adds a value to the field of a rule; values of one list stand together.
void AddValue(const XmlRule& rule, XmlValue value, RawRecord& record) {
  if (value.text.empty()) return;
  const std::string_view name = value.field.empty() ? rule.field : value.field;
  if (name == "key") {
    if (record.key.empty()) record.key = std::move(value.text);
    return;
  }
  const bool author = name == "authors" || name == "group_authors";
  const bool list = author || name == "keywords" || name == "domains" || name == "identifiers";
  auto& fields = record.fields;
  const auto known = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
    return field.first == name || (author && field.first.ends_with("authors"));
  });
  if (list && known != fields.end()) {
    known->second.push_back(std::move(value.text));
    // Persons and institutions are one list in the order of the file; of several, none is cut.
    if (author && known->first != name) known->first = "authors";
  } else {
    fields.push_back({std::string(name), {std::move(value.text)}});
  }
}

// Adds the values of all elements that a path leads to.
void Follow(const pugi::xml_node& element, std::string_view path, const XmlRule& rule,
            RawRecord& record) {
  if (path.starts_with('@')) {
    const std::string name(path.substr(1));
    return AddValue(rule, {element.attribute(name.c_str()).value()}, record);
  }
  if (path.empty()) return AddValue(rule, ValueOf(element, rule.use), record);
  const std::size_t end = std::min(path.find_first_of("/@"), path.size());
  const std::string_view rest = path.substr(end);
  for (const pugi::xml_node& child : element.children())
    if (Matches(child, path.substr(0, end)))
      Follow(child, rest.starts_with('/') ? rest.substr(1) : rest, rule, record);
}

// What is in a record of OAI-PMH may be a record of another dialect.
const XmlDialect* DialectWithin(const pugi::xml_node& element) {
  for (const XmlDialect& dialect : XmlDialects())
    if (dialect.name != "DBLP" && HasName(dialect.records, LocalName(element.name())))
      return &dialect;
  return nullptr;
}

void AddFields(const pugi::xml_node& element, const XmlDialect& dialect, RawRecord& record) {
  for (const XmlRule& rule : dialect.rules) Follow(element, rule.path, rule, record);
  if (dialect.name != "OAI-PMH") return;
  for (const pugi::xml_node& metadata : element.children())
    if (LocalName(metadata.name()) == "metadata")
      for (const pugi::xml_node& inner : metadata.children())
        if (const XmlDialect* other = DialectWithin(inner)) AddFields(inner, *other, record);
}

// Adds the names of the elements that no rule takes, so that they are counted: "<volume>".
void AddUntaken(const pugi::xml_node& element, const XmlDialect& dialect, RawRecord& record) {
  for (const pugi::xml_node& child : element.children()) {
    const std::string_view name = LocalName(child.name());
    const bool taken =
        std::any_of(dialect.rules.begin(), dialect.rules.end(), [name](const XmlRule& rule) {
          return rule.path.substr(0, rule.path.find_first_of("/@[")) == name;
        });
    if (!taken && !name.empty())
      record.fields.push_back({std::string("<").append(name).append(">"), {}});
  }
}

// A single keyword in an element of its own is cut only where it plainly holds several.
void KeepSingleKeyword(RawRecord& record) {
  for (auto& [name, values] : record.fields)
    if (name == "keywords" && values.size() == 1 &&
        values.front().find_first_of(";\n|") == std::string::npos)
      values.emplace_back();
}

// What arXiv says in an entry in place of a paper; empty where it is one.
std::string ErrorOfArxiv(const pugi::xml_node& entry, const XmlDialect& dialect) {
  const std::string_view id = entry.child("id").text().get();
  if (dialect.name != "Atom" || id.find("arxiv.org/api/errors") == std::string_view::npos)
    return {};
  return std::string("arXiv's answer is an error: ").append(entry.child("summary").text().get());
}

void ReadRecord(const XmlSplitter& found, const XmlDialect& dialect, const std::string& file,
                const RecordSink& sink) {
  const Location where{file, found.line()};
  pugi::xml_document document;
  const pugi::xml_parse_result result =
      document.load_buffer(found.text().data(), found.text().size(),
                           pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!result) {
    sink.on_reject({where, std::string("the record is not XML: ") + result.description(),
                    "an element or a quote is not closed"});
    return;
  }
  const pugi::xml_node element = document.document_element();
  // An answer of OAI-PMH names records that are gone, too.
  if (std::string_view(element.child("header").attribute("status").value()) == "deleted") return;
  if (std::string error = ErrorOfArxiv(element, dialect); !error.empty())
    return sink.on_reject({where, std::move(error), "ask it anew"});
  RawRecord record{where, {}};
  record.needs_no_id = true;
  AddFields(element, dialect, record);
  KeepSingleKeyword(record);
  AddUntaken(element, dialect, record);
  sink.on_record(std::move(record));
}

}  // namespace

const XmlDialect* XmlDialectOf(std::string_view head) {
  std::string_view rest = head;
  while (true) {
    const std::size_t open = rest.find('<');
    if (open == std::string_view::npos || open + 1 == rest.size()) return nullptr;
    rest.remove_prefix(open + 1);
    if (rest.front() != '?' && rest.front() != '!') break;
    // A comment ends with -->, a document type with what closes its brackets.
    std::string_view end = rest.starts_with("!--") ? "-->" : ">";
    if (rest.starts_with("!DOCTYPE") && rest.find('[') < rest.find('>')) end = "]>";
    rest.remove_prefix(std::min(rest.find(end), rest.size()));
  }
  const std::string_view root =
      LocalName(rest.substr(0, std::min(rest.find_first_of(" \t\r\n/>"), rest.size())));
  for (const XmlDialect& dialect : XmlDialects())
    if (HasName(dialect.roots, root) && head.find(dialect.mark) != std::string_view::npos)
      return &dialect;
  return nullptr;
}

void ReadXml(TextInput& input, const RecordSink& sink) {
  constexpr std::size_t kHeadBytes = 65'536;
  const XmlDialect* const dialect = XmlDialectOf(input.Peek(kHeadBytes));
  if (dialect == nullptr) {
    sink.on_reject({{input.name(), 0},
                    "there is no record in the file",
                    "its root is none of those that corpus/README.md lists"});
    return;
  }
  XmlSplitter splitter(input, SplitAtBlanks(dialect->records));
  while (true) {
    const XmlSplitter::Found found = splitter.Next();
    const Location where{input.name(), splitter.line()};
    if (found == XmlSplitter::Found::kNothing) return;
    if (found == XmlSplitter::Found::kTooLong) {
      sink.on_reject({where, "the record is longer than 16 MB", kTooLongHint});
    } else if (found == XmlSplitter::Found::kCutOff) {
      sink.on_reject({where, "the file ends in the middle of this record", kCutOffHint});
      return;
    } else {
      ReadRecord(splitter, *dialect, input.name(), sink);
    }
  }
}

}  // namespace dssearch::indexer
