#include "indexer/document_builder.h"

#include <array>
#include <filesystem>
#include <unordered_set>

#include "searcher/format/calendar.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

using format::Field;
using format::FieldNamed;

bool HasUnspaced(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (text::IsUnspaced(text::Next(text, i))) return true;
  return false;
}

// Adds the terms of one text. Words count `weight` times; positions begin at
// `base`.
void AddText(Xapian::Document& document, const text::Analysis& analysis, const Field& field,
             Xapian::termcount weight, Xapian::termpos base) {
  for (const text::Token& token : analysis.tokens()) {
    const std::string_view text = analysis.Text(token);
    const Xapian::termcount counted = token.counts ? weight : 0;
    switch (token.kind) {
      case text::TokenKind::kAtom:
      case text::TokenKind::kCharacter:
        document.add_posting(SurfaceTerm(field, text), base + token.position, counted);
        break;
      case text::TokenKind::kJoined:
      case text::TokenKind::kCompound:
      case text::TokenKind::kWord:
        document.add_term(SurfaceTerm(field, text), counted);
        break;
      case text::TokenKind::kBigram:
        document.add_term(BigramTerm(field, text), counted);
        break;
    }
  }
}

}  // namespace

std::vector<std::string> Languages(const Paper& paper) {
  const bool chinese = !paper.summary_zh.empty() || !paper.contribution_zh.empty() ||
                       !paper.title_zh.empty() || HasUnspaced(paper.title);
  const bool english = !paper.summary_en.empty() || !paper.contribution_en.empty() ||
                       (!paper.title.empty() && !HasUnspaced(paper.title));
  if (chinese && english) return {"zh", "en"};
  return {chinese ? "zh" : "en"};
}

namespace {

// What a paper is filtered and counted by.
std::vector<std::string> ValuesOf(const Paper& paper, const Field& field) {
  if (field.name == "id") return {paper.id};
  if (field.name == "domain") return paper.domains;
  if (field.name == "lang") return Languages(paper);
  if (field.name == "author") return paper.authors;
  if (field.name == "venue" && !paper.venue.empty()) return {paper.venue};
  if (field.name == "keyword") {
    std::vector<std::string> keywords = paper.keywords_zh;
    keywords.insert(keywords.end(), paper.keywords_en.begin(), paper.keywords_en.end());
    return keywords;
  }
  return {};
}

}  // namespace

Xapian::Document DocumentBuilder::Build(const Paper& paper, const std::string& record,
                                        const std::string& source) {
  Xapian::Document document;

  // Positions go on from text to text, so that a phrase is found in any of them.
  Xapian::termpos position = 1;
  const auto add = [&](std::string_view text, bool title) {
    if (text.empty()) return;
    const text::Analysis analysis = analyzer_.Analyze(text);
    AddText(document, analysis, FieldNamed("text"), title ? format::kTitleWeight : 1, position);
    if (title) AddText(document, analysis, FieldNamed("title"), 1, position);
    position += analysis.positions() + format::kTextGap;
  };
  add(paper.title, true);
  add(paper.title_zh, true);
  add(paper.summary_zh, false);
  add(paper.contribution_zh, false);
  add(paper.summary_en, false);
  add(paper.contribution_en, false);
  for (const std::string& keyword : paper.keywords_zh) add(keyword, false);
  for (const std::string& keyword : paper.keywords_en) add(keyword, false);
  // Names are found by anyone who types them, but never outweigh what a paper is about.
  for (const std::string& author : paper.authors) {
    const text::Analysis analysis = analyzer_.Analyze(author);
    AddText(document, analysis, FieldNamed("text"), 0, position);
    AddText(document, analysis, FieldNamed("author"), 0, position);
    for (const text::Token& token : analysis.tokens())
      if (const std::string_view name = analysis.Text(token);
          token.kind == text::TokenKind::kAtom && text::FirstSize(name) < name.size())
        document.add_posting(
            InitialTerm(FieldNamed("author"), name.substr(0, text::FirstSize(name))),
            position + token.position, 0);
    position += analysis.positions() + format::kTextGap;
  }

  for (const Field& field : format::kFields) {
    if (field.slot < 0 || field.kind == format::FieldKind::kDate) continue;
    // An id is not folded: two may differ in case alone.
    const bool id = field.name == "id";
    std::string joined;
    std::unordered_set<std::string> seen;
    for (const std::string& value : ValuesOf(paper, field)) {
      const std::string term = ValueTerm(field, id ? value : analyzer_.Fold(value));
      if (!seen.insert(term).second) continue;
      document.add_boolean_term(term);
      if (!joined.empty()) joined += format::kValueSeparator;
      joined += value;
    }
    document.add_value(SlotOf(field), joined);
  }
  if (const auto days = format::ParseDate(paper.date)) {
    document.add_value(SlotOf(FieldNamed("date")), format::EncodeDay(days->first));
    document.add_value(format::kLastDaySlot, format::EncodeDay(days->last));
  }
  if (!paper.title.empty())
    document.add_value(format::kTitleKeySlot, collation_.SortKey(paper.title));
  // The file and every folder above it, so that any of them can be named again.
  for (fs::path path = source;; path = path.parent_path()) {
    document.add_boolean_term(format::SourceTerm(path.string()));
    if (path == path.parent_path() || path.parent_path().empty()) break;
  }
  document.add_value(format::kContentHashSlot, format::SourcedHash(record, source));
  document.set_data(record);
  return document;
}

}  // namespace dssearch::indexer
