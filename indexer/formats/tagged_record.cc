#include "indexer/formats/tagged_record.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "indexer/ascii.h"
#include "indexer/formats/tagged_values.h"

namespace dssearch::indexer {

void TaggedRecord::Begin(Dialect dialect, Location where) {
  dialect_ = dialect;
  record_ = {std::move(where), {}};
  record_.needs_no_id = true;
  fallbacks_.clear();
  rule_ = nullptr;
  last_ = nullptr;
}

void TaggedRecord::AddLine(const TaggedLine& line, bool is_type) {
  for (std::string_view rest = line.value; AddValue(line, is_type, rest);) {
  }
}

bool TaggedRecord::AddValue(const TaggedLine& line, bool is_type, std::string_view& rest) {
  rule_ = FindTagRule(dialect_, line.tag);
  // To some ED is the edition.
  if (dialect_ == Dialect::kRis && line.tag == "ED" && IsEdition(rest)) rule_ = nullptr;
  last_ = nullptr;
  if (is_type && rule_ == nullptr) return false;
  std::string_view value = rest;
  bool more = false;
  if (dialect_ == Dialect::kEndNote && UseOf() == TagUse::kNames) {
    const std::size_t next = rest.find("%A ");
    more = next != std::string_view::npos;
    value = Trim(rest.substr(0, next));
    if (more) rest.remove_prefix(next + 3);
  }
  if (UseOf() == TagUse::kFallback) {
    fallbacks_.emplace_back(std::string(rule_->field), std::string(value));
    last_ = &fallbacks_.back().second;
    return more;
  }
  std::string name = rule_ != nullptr                ? std::string(rule_->field)
                     : dialect_ == Dialect::kEndNote ? '%' + std::string(line.tag)
                                                     : std::string(line.tag);
  if (UseOf() == TagUse::kNamed) {
    if (const std::optional<TaggedLine> named = NamedValue(value)) {
      name = named->tag;
      value = named->value;
    }
  }
  auto& fields = record_.fields;
  auto field = std::find_if(fields.begin(), fields.end(),
                            [&](const auto& known) { return known.first == name; });
  const bool list = UseOf() == TagUse::kNames || UseOf() == TagUse::kNamed || rule_ == nullptr ||
                    rule_->field == "keywords" || rule_->field == "group_authors";
  if (field == fields.end() || !list) {
    fields.emplace_back(std::move(name), std::vector<std::string>());
    field = fields.end() - 1;
  }
  field->second.push_back(ValueOfTag(UseOf(), value));
  last_ = &field->second.back();
  return more;
}

void TaggedRecord::AddToLast(std::string_view more) {
  if (last_ == nullptr) return;
  if (UseOf() == TagUse::kNames && IsFilled(dialect_)) {
    auto& fields = record_.fields;
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto& one) { return one.first == rule_->field; });
    last_ = &field->second.emplace_back(more);
    return;
  }
  if (!last_->empty()) *last_ += '\n';
  *last_ += more;
}

RawRecord TaggedRecord::Take() {
  for (auto& [name, value] : fallbacks_)
    if (std::none_of(record_.fields.begin(), record_.fields.end(),
                     [&name = name](const auto& field) { return field.first == name; }))
      record_.fields.push_back({name, {std::move(value)}});
  for (auto& [name, values] : record_.fields) {
    CompleteField(dialect_, name, values);
    if (name == "accession_number") record_.key = values.front();
  }
  return std::move(record_);
}

}  // namespace dssearch::indexer
