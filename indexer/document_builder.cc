#include "indexer/document_builder.h"

#include <array>
#include <unordered_set>

#include "searcher/format/calendar.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

using format::Field;
using format::FieldNamed;

bool HasUnspaced(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (text::ScriptOf(text::Next(text, i)) == text::Script::kUnspaced) return true;
  return false;
}

// Adds the terms of one text. Words count `weight` times; positions begin at
// `base`.
void AddText(Xapian::Document& document, text::Analyzer& analyzer, const text::Analysis& analysis,
             const Field& field, Xapian::termcount weight, Xapian::termpos base) {
  for (const text::Token& token : analysis.tokens()) {
    const std::string_view text = analysis.Text(token);
    const Xapian::termcount counted = token.counts ? weight : 0;
    switch (token.kind) {
      case text::TokenKind::kAtom:
        // A stem stands for the word in ranking, the word itself in phrases.
        document.add_posting(SurfaceTerm(field, text), base + token.position,
                             token.stemmable ? 0 : counted);
        if (token.stemmable) document.add_term(StemTerm(field, analyzer.Stem(text)), counted);
        break;
      case text::TokenKind::kCharacter:
        document.add_posting(SurfaceTerm(field, text), base + token.position, counted);
        break;
      case text::TokenKind::kJoined:
        document.add_term(SurfaceTerm(field, text), token.stemmable ? 0 : counted);
        if (token.stemmable) document.add_term(StemTerm(field, analyzer.Stem(text)), counted);
        break;
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

std::string JoinValues(const std::vector<std::string>& values) {
  std::string joined;
  std::unordered_set<std::string_view> seen;
  for (const std::string& value : values) {
    if (!seen.insert(value).second) continue;
    if (!joined.empty()) joined += format::kValueSeparator;
    joined += value;
  }
  return joined;
}

}  // namespace

std::string Languages(const Paper& paper) {
  const bool chinese = !paper.summary_zh.empty() || !paper.contribution_zh.empty() ||
                       !paper.title_zh.empty() || HasUnspaced(paper.title);
  const bool english = !paper.summary_en.empty() || !paper.contribution_en.empty() ||
                       (!paper.title.empty() && !HasUnspaced(paper.title));
  if (chinese && english) return std::string("zh") + format::kValueSeparator + "en";
  return chinese ? "zh" : "en";
}

Xapian::Document DocumentBuilder::Build(const Paper& paper, const std::string& record) {
  Xapian::Document document;

  // Positions go on from text to text, so that a phrase is found in any of them.
  Xapian::termpos position = 1;
  const auto add = [&](std::string_view text, bool title) {
    if (text.empty()) return;
    const text::Analysis analysis = analyzer_.Analyze(text);
    AddText(document, analyzer_, analysis, FieldNamed("text"), title ? format::kTitleWeight : 1,
            position);
    if (title) AddText(document, analyzer_, analysis, FieldNamed("title"), 1, position);
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
    AddText(document, analyzer_, analysis, FieldNamed("text"), 0, position);
    AddText(document, analyzer_, analysis, FieldNamed("author"), 0, position);
    for (const text::Token& token : analysis.tokens())
      if (token.stemmable && token.kind == text::TokenKind::kAtom && token.text_size > 1)
        document.add_posting(InitialTerm(FieldNamed("author"), analysis.Text(token).substr(0, 1)),
                             position + token.position, 0);
    position += analysis.positions() + format::kTextGap;
  }

  document.add_boolean_term(format::IdTerm(paper.id));
  for (const std::string& domain : paper.domains)
    document.add_boolean_term(ValueTerm(FieldNamed("domain"), analyzer_.Fold(domain)));
  const std::string languages = Languages(paper);
  for (const std::string_view language : {"zh", "en"})
    if (languages.find(language) != std::string::npos)
      document.add_boolean_term(ValueTerm(FieldNamed("lang"), language));

  const auto slot = [](std::string_view name) {
    return static_cast<Xapian::valueno>(format::FindField(name)->slot);
  };
  document.add_value(slot("id"), paper.id);
  document.add_value(slot("domain"), JoinValues(paper.domains));
  document.add_value(slot("lang"), languages);
  if (const auto days = format::ParseDate(paper.date)) {
    document.add_value(slot("date"), format::EncodeDay(days->first));
    document.add_value(format::kLastDaySlot, format::EncodeDay(days->last));
  }
  document.add_value(format::kContentHashSlot, format::ContentHash(record));
  document.set_data(record);
  return document;
}

}  // namespace dssearch::indexer
