#include "searcher/saved/saved_searches.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "dssearch/error.h"
#include "searcher/saved/user_files.h"

namespace dssearch::saved {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormHint =
    "a search is a line: \"推理\": {\"q\": \"强化学习 推理\", \"domain\": [\"数学推理\"]}";

[[noreturn]] void Refuse(const std::string& path, const std::string& what,
                         const std::string& hint = kFormHint) {
  throw Error(ErrorCode::kInvalidRequest, "'" + path + "': " + what, hint);
}

// The value of a parameter; a number or a truth value may stand without quotes.
std::string ValueIn(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Parameters ParametersIn(const Json& members, const std::string& path, const std::string& name) {
  if (!members.is_object()) Refuse(path, "the search '" + name + "' is no object");
  std::string what = "the search '" + name + "'";
  const ParameterNames& known = HitListParameterNames();
  Parameters parameters;
  for (const auto& [parameter, value] : members.items()) {
    if (std::find(known.begin(), known.end(), parameter) == known.end())
      Refuse(path, what.append(" has a parameter '").append(parameter).append("'"),
             "there are " + TextOf(known));
    for (const Json& one : value.is_array() ? value : Json::array({value})) {
      if (one.is_structured() || one.is_null())
        Refuse(path, what.append(": its '").append(parameter).append("' is no text"));
      parameters.emplace_back(parameter, ValueIn(one));
    }
  }
  try {
    RequestOf(parameters);
  } catch (const Error& e) {
    Refuse(path, "the search '" + name + "': " + e.what(), e.hint());
  }
  return parameters;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

SavedSearches::SavedSearches(std::string path) : path_(std::move(path)) {
  const std::string content = ContentOf(path_);
  if (content.empty()) return;
  std::set<std::string> names;
  const auto is_new = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth == 1 && event == Json::parse_event_t::key && !names.insert(parsed).second)
      Refuse(path_, "there are two searches '" + parsed.get<std::string>() + "'",
             "give one of them another name");
    return true;
  };
  Json searches;
  try {
    searches = Json::parse(content, is_new);
  } catch (const Json::parse_error& e) {
    const auto end =
        content.begin() + static_cast<std::ptrdiff_t>(std::min(e.byte, content.size()));
    Refuse(path_ + ':' + std::to_string(1 + std::count(content.begin(), end, '\n')),
           "this is not JSON");
  }
  if (!searches.is_object()) Refuse(path_, "this is no object");
  for (const auto& [name, members] : searches.items())
    searches_.push_back({name, ParametersIn(members, path_, name)});
}

const SavedSearch& SavedSearches::Named(std::string_view name) const {
  std::string names;
  for (const SavedSearch& search : searches_) {
    if (search.name == name) return search;
    names.append(names.empty() ? "" : ", ").append(search.name);
  }
  throw Error(ErrorCode::kInvalidRequest, "no search is saved as '" + std::string(name) + "'",
              names.empty() ? "save one: dssearch --save NAME QUERY" : "there are " + names);
}

void SavedSearches::Put(SavedSearch search) {
  const auto same = std::find_if(searches_.begin(), searches_.end(),
                                 [&](const SavedSearch& one) { return one.name == search.name; });
  if (same == searches_.end()) {
    searches_.push_back(std::move(search));
  } else {
    *same = std::move(search);
  }
}

void SavedSearches::Remove(std::string_view name) {
  const SavedSearch& search = Named(name);
  searches_.erase(searches_.begin() + (&search - searches_.data()));
}

void SavedSearches::Write() const {
  std::string text = "{";
  for (const SavedSearch& search : searches_) {
    Json members = Json::object();
    for (const auto& [name, value] : search.parameters) {
      if (IsFilter(name) || name == "untranslated") {
        members[name].push_back(value);
      } else {
        members[name] = value;
      }
    }
    text +=
        (&search == searches_.data() ? "\n  " : ",\n  ") + Dump(search.name) + ": " + Dump(members);
  }
  Replace(path_, text + "\n}\n");
}

}  // namespace dssearch::saved
