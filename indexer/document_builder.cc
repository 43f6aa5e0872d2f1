#include "indexer/document_builder.h"

#include <cstdint>
#include <string>
#include <unordered_set>

#include "indexer/fields/author_names.h"
#include "indexer/paper_identity.h"
#include "searcher/format/calendar.h"
#include "searcher/format/forward_positions.h"
#include "searcher/format/identifier.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

using format::Field;

// The initial of a name, "w." of "wei"; empty for what is a single letter, or no letters.
std::string InitialOf(const text::Token& token, std::string_view text) {
  const std::size_t first = text::FirstSize(text);
  if (token.kind != text::TokenKind::kSubword || first == text.size()) return {};
  return format::Initial(text.substr(0, first));
}

// Adds the terms of one text. A token that scores adds `weight` to the wdf of its term, the others
// none.
void AddTerms(const text::Analysis& analysis, const Field& field, unsigned weight,
              Inverter& batch) {
  for (const text::Token& token : analysis.tokens()) {
    const std::string_view text = analysis.Text(token);
    batch.AddTerm(
        token.kind == text::TokenKind::kBigram ? BigramTerm(field, text) : SurfaceTerm(field, text),
        token.scores ? weight : 0);
  }
}

void AddPositions(const text::Analysis& analysis, format::TextPart part,
                  format::ForwardPositionsBuilder& positions) {
  positions.BeginText(part);
  for (const text::Token& token : analysis.tokens()) {
    const std::string_view text = analysis.Text(token);
    switch (token.kind) {
      case text::TokenKind::kSubword:
      case text::TokenKind::kCharacter:
        positions.Add(text, token.position);
        // Authors are also found by the initials of their names.
        if (part == format::TextPart::kAuthors)
          if (const std::string initial = InitialOf(token, text); !initial.empty())
            positions.Add(initial, token.position);
        break;
      case text::TokenKind::kCatenated:
      case text::TokenKind::kCompound:
      case text::TokenKind::kWord:
        positions.AddElsewhere(text);
        break;
      case text::TokenKind::kBigram:
        break;
    }
  }
}

}  // namespace

std::vector<std::string> Languages(const Paper& paper) {
  const bool chinese = !paper.summary_zh.empty() || !paper.contribution_zh.empty() ||
                       !paper.title_zh.empty() || text::HasUnspaced(paper.title);
  const bool english = !paper.summary_en.empty() || !paper.contribution_en.empty() ||
                       (!paper.title.empty() && !text::HasUnspaced(paper.title));
  if (chinese && english) return {"zh", "en"};
  return {chinese ? "zh" : "en"};
}

void DocumentBuilder::AddTwoNames(const std::string& author, Inverter& batch) {
  constexpr std::size_t kMaxBytes = 200;  // Of a term, which no value may be cut from.
  const std::optional<TwoNames> names = TwoNamesOf(author);
  if (!names) return;
  std::string term(format::kTwoNamesPrefix);
  for (const std::string& name : {author, names->zh, names->en})
    term += analyzer_.Fold(name) + format::kValueSeparator;
  if (term.size() <= kMaxBytes) batch.AddTerm(term, 0);
}

// Adds the terms of the texts, the frequencies that they score by, and where their words stand.
void DocumentBuilder::AddTexts(const Paper& paper, Inverter& batch) {
  format::ForwardPositionsBuilder positions;
  const auto add = [&](std::string_view text, format::TextPart part) {
    if (text.empty()) return;
    const text::Analysis analysis = analyzer_.Analyze(text);
    AddPositions(analysis, part, positions);
    switch (part) {
      case format::TextPart::kTitle:
        AddTerms(analysis, format::kTextField, format::kTitleWeight, batch);
        AddTerms(analysis, format::kTitleField, 1, batch);
        break;
      case format::TextPart::kBody:
        AddTerms(analysis, format::kTextField, 1, batch);
        break;
      case format::TextPart::kAuthors:
        // Names are found by anyone who types them, but never outweigh what a paper is about.
        AddTerms(analysis, format::kTextField, 0, batch);
        AddTerms(analysis, format::kAuthorField, 0, batch);
        for (const text::Token& token : analysis.tokens())
          if (const std::string initial = InitialOf(token, analysis.Text(token)); !initial.empty())
            batch.AddTerm(SurfaceTerm(format::kAuthorField, initial), 0);
        break;
    }
  };
  for (const std::string& author : paper.authors) add(author, format::TextPart::kAuthors);
  add(paper.title, format::TextPart::kTitle);
  add(paper.title_zh, format::TextPart::kTitle);
  add(paper.summary_zh, format::TextPart::kBody);
  add(paper.contribution_zh, format::TextPart::kBody);
  add(paper.summary_en, format::TextPart::kBody);
  add(paper.contribution_en, format::TextPart::kBody);
  for (const std::string& keyword : paper.keywords_zh) add(keyword, format::TextPart::kBody);
  for (const std::string& keyword : paper.keywords_en) add(keyword, format::TextPart::kBody);
  for (const std::string& tag : paper.tags) add(tag, format::TextPart::kBody);
  add(paper.note, format::TextPart::kBody);
  batch.SetValue(format::kForwardPositionsSlot, positions.Encode());
}

// Adds the values of the fields, as terms for filters and as values for facets.
void DocumentBuilder::AddFields(const Paper& paper, Inverter& batch) {
  const format::FieldSource source_of_fields{paper, Languages(paper)};
  for (const Field& field : format::kFields) {
    if (field.values == nullptr) continue;
    std::string joined;
    std::unordered_set<std::string> seen;
    for (const std::string& value : field.values(source_of_fields)) {
      const std::string term = ValueTerm(field, field.is_exact ? value : analyzer_.Fold(value));
      if (!seen.insert(term).second) continue;
      batch.AddTerm(term, 0);
      if (!joined.empty()) joined += format::kValueSeparator;
      joined += value;
    }
    batch.SetValue(SlotOf(field), joined);
  }
}

void DocumentBuilder::Build(const Paper& paper, const std::string& record,
                            const format::Provenance& provenance, Inverter& batch) {
  batch.BeginDocument();
  AddTexts(paper, batch);
  AddFields(paper, batch);
  for (const std::string& author : paper.authors) AddTwoNames(author, batch);
  for (const std::string& identifier : format::IdentifiersOf(paper))
    batch.AddTerm(format::IdentifierTerm(identifier), 0);
  if (const std::uint64_t work = WorkOf(paper, TitleKey(paper)).hash; work != 0)
    batch.AddTerm(format::WorkTerm(work), 0);
  if (const auto days = format::ParseDate(paper.date))
    batch.SetValue(SlotOf(format::kDateField), format::EncodeDays(*days));
  if (!paper.title.empty())
    batch.SetValue(format::kTitleOrderSlot, collation_.SortKey(paper.title));
  batch.SetValue(SlotOf(format::kAddedField), format::EncodeRun(provenance.added));
  batch.SetValue(SlotOf(format::kChangedField), format::EncodeRun(provenance.changed));
  batch.SetValue(format::kContentHashSlot, format::ContentHash(record));
  batch.SetValue(format::kSourceSlot, provenance.source_hash);
  batch.SetValue(format::kRecordSlot, packer_.Pack(record));
}

}  // namespace dssearch::indexer
