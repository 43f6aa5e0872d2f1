#include "searcher/text/analyzer.h"

#include <unicode/uversion.h>

#include <algorithm>

#include "searcher/text/chunk.h"
#include "searcher/text/code_points.h"
#include "searcher/text/line_breaks.h"
#include "searcher/text/segmenter.h"
#include "searcher/text/signs.h"
#include "searcher/text/stemmer.h"

namespace dssearch::text {
namespace {

// To be raised whenever the same text gets other tokens.
constexpr int kRulesVersion = 2;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsBlank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x2028 ||
         c == 0x2029 || c == 0x3000;
}

}  // namespace

// Tokenizes a folded text in one pass and fills an Analysis.
class Tokenizer {
 public:
  Tokenizer(Analysis& analysis, Segmenter& segmenter)
      : analysis_(analysis), text_(analysis.folded_.text()), segmenter_(segmenter) {
    analysis_.buffer_ = text_;
    analysis_.tokens_.reserve(text_.size() / 3);
  }

  void Tokenize() {
    while (i_ < text_.size()) {
      std::size_t next = i_;
      const char32_t c = Next(text_, next);
      const Script script = ScriptOf(c);
      if (script == Script::kUnspaced) {
        TokenizeRun();
      } else if (ChunkBegins(text_, i_, script)) {
        TokenizeChunk();
      } else {
        // Punctuation separates two runs, so that 强化，学习 is not taken for 强化学习; a blank
        // does not.
        if (!IsBlank(c)) punctuation_ = true;
        i_ = c == '\\' ? std::max(next, i_ + SilentCommandSize(text_, i_)) : next;
      }
    }
  }

 private:
  struct Character {
    std::size_t begin, end;
    std::size_t in_run;  // Where it begins in the text of its run.
  };

  Token& Add(TokenKind kind, std::size_t begin, std::size_t end, std::uint32_t position,
             std::size_t positions) {
    Token token{.kind = kind};
    token.position = position;
    token.position_length = static_cast<std::uint32_t>(positions);
    token.text_begin = token.folded_begin = static_cast<std::uint32_t>(begin);
    token.folded_end = static_cast<std::uint32_t>(end);
    token.text_size = static_cast<std::uint32_t>(end - begin);
    return analysis_.tokens_.emplace_back(token);
  }

  // Gives a token another text than that which it stands for.
  void Respell(Token& token, std::string_view text) {
    token.text_begin = static_cast<std::uint32_t>(analysis_.buffer_.size());
    token.text_size = static_cast<std::uint32_t>(text.size());
    analysis_.buffer_ += text;
  }

  // Tokenizes the run of characters of a script without blanks at i_.
  void TokenizeRun() {
    if (after_run_ && punctuation_) ++analysis_.positions_;
    ReadRun();
    const std::vector<Span>& words = segmenter_.Words(run_);
    const std::size_t size = characters_.size();

    std::size_t word = 0;
    for (std::size_t k = 0; k < size; ++k) {
      const std::uint32_t position = analysis_.positions_ + static_cast<std::uint32_t>(k);
      const std::size_t offset = characters_[k].in_run;
      while (word < words.size() && words[word].begin < offset) ++word;
      bool alone = false;
      if (word < words.size() && words[word].begin == offset) {
        std::size_t last = k;
        while (last + 1 < size && characters_[last + 1].in_run < words[word].end) ++last;
        alone = last == k;
        if (!alone && words[word].end - offset <= kMaxTokenBytes)
          AddCharacters(TokenKind::kWord, k, last, position);
      }
      if (k + 1 < size) AddCharacters(TokenKind::kBigram, k, k + 1, position);
      AddCharacters(TokenKind::kCharacter, k, k, position).scores = alone;
    }
    analysis_.positions_ += static_cast<std::uint32_t>(size);
    after_run_ = true;
    punctuation_ = false;
  }

  // Reads the run at i_, whose text is without the line breaks inside of it.
  void ReadRun() {
    characters_.clear();
    joined_run_.clear();
    const std::size_t begin = i_;
    std::size_t breaks = 0;  // Their size in bytes.
    while (i_ < text_.size()) {
      std::size_t next = i_;
      if (IsUnspaced(Next(text_, next))) {
        characters_.push_back({i_, next, i_ - begin - breaks});
        i_ = next;
      } else if (const std::size_t size = LineBreakInsideWord(text_, i_)) {
        breaks += size;
        i_ += size;
      } else {
        break;
      }
    }
    run_ = std::string_view(text_).substr(begin, i_ - begin);
    if (breaks == 0) return;
    for (const Character& character : characters_)
      joined_run_.append(text_, character.begin, character.end - character.begin);
    run_ = joined_run_;
  }

  // Adds a token for the characters from `first` to `last` of the run.
  Token& AddCharacters(TokenKind kind, std::size_t first, std::size_t last,
                       std::uint32_t position) {
    const Character& begin = characters_[first];
    const Character& end = characters_[last];
    Token& token = Add(kind, begin.begin, end.end, position, last - first + 1);
    const std::size_t in_run = end.in_run + (end.end - end.begin) - begin.in_run;
    if (token.text_size != in_run) Respell(token, run_.substr(begin.in_run, in_run));
    return token;
  }

  // Tokenizes the letters and digits at i_ with what connects them.
  void TokenizeChunk() {
    ReadChunk(text_, i_, chunk_);
    i_ = chunk_.next;
    after_run_ = false;
    const std::uint32_t position = analysis_.positions_;
    const std::size_t parts = chunk_.parts.size() - 1;
    const bool has_compound = (parts > 1 || chunk_.is_decorated) && AddWhole(position);
    for (std::size_t part = 0; part < parts; ++part) AddPart(part, position, has_compound);
    analysis_.positions_ += static_cast<std::uint32_t>(chunk_.subwords.size());
  }

  // Adds the whole chunk as a compound, unless it is too long for one. Returns whether it did.
  bool AddWhole(std::uint32_t position) {
    const std::size_t begin = chunk_.begin;
    const std::string_view whole = Spelling(begin, chunk_.end, 0, chunk_.subwords.size());
    if (whole.size() > (DoiSize(text_, begin) > 0 ? kMaxDoiBytes : kMaxTokenBytes)) return false;
    AddCompound(begin, chunk_.end, position, chunk_.subwords.size(), whole);
    if (const std::size_t id = chunk_.is_respelled ? 0 : UnversionedArxivSize(whole))
      Add(TokenKind::kCompound, begin, begin + id, position, 2);
    AddCatenated(position, whole);
    return true;
  }

  // Adds a part of the chunk, which begins at `position`, and its subwords. `has_compound` says
  // whether the whole chunk was added.
  void AddPart(std::size_t part, std::uint32_t position, bool has_compound) {
    const std::size_t first = chunk_.parts[part];
    const std::size_t last = chunk_.parts[part + 1];
    // The two halves of a word at the end of a line are no words.
    const bool broken = has_compound && std::any_of(chunk_.broken.begin(), chunk_.broken.end(),
                                                    [part](std::size_t behind) {
                                                      return part == behind || part + 1 == behind;
                                                    });
    // A part of several subwords scores as a whole, unless it is too long for a token.
    bool mixed = false;
    if (last - first > 1) {
      const std::size_t begin = chunk_.subwords[first].begin;
      const std::size_t end = chunk_.subwords[last - 1].end;
      const std::string_view spelling = Spelling(begin, end, first, last);
      mixed = spelling.size() <= kMaxTokenBytes;
      const auto at = position + static_cast<std::uint32_t>(first);
      if (mixed) AddCompound(begin, end, at, last - first, spelling).scores = !broken;
    }
    for (std::size_t a = first; a < last; ++a) {
      const Chunk::Subword& subword = chunk_.subwords[a];
      Token& token = Add(TokenKind::kSubword, subword.begin, subword.end,
                         position + static_cast<std::uint32_t>(a), 1);
      if (subword.is_sign()) Respell(token, subword.sign.name);
      if (token.text_size > kMaxTokenBytes)
        token.text_size =
            static_cast<std::uint32_t>(CutToBytes(analysis_.Text(token), kMaxTokenBytes).size());
      token.scores = !mixed && !broken;
      token.stemmable = subword.script == Script::kLatin && IsEnglish(analysis_.Text(token));
    }
  }

  // The text of [begin, end), which has the subwords [first, last), as a word is spelled: signs by
  // their names, without dollars and line breaks. Valid until the next call.
  std::string_view Spelling(std::size_t begin, std::size_t end, std::size_t first,
                            std::size_t last) {
    const std::string_view text = text_;
    if (!chunk_.is_respelled) return text.substr(begin, end - begin);
    spelling_.clear();
    const auto add_connector = [&](std::size_t from, std::size_t to) {
      for (const char c : text.substr(from, to - from))
        if (c != '$' && static_cast<unsigned char>(c) > ' ') spelling_ += c;
    };
    std::size_t at = begin;
    for (std::size_t a = first; a < last; ++a) {
      const Chunk::Subword& subword = chunk_.subwords[a];
      add_connector(at, subword.begin);
      at = subword.end;
      spelling_ +=
          subword.is_sign() ? subword.sign.name : text.substr(subword.begin, at - subword.begin);
    }
    add_connector(at, end);
    return spelling_;
  }

  Token& AddCompound(std::size_t begin, std::size_t end, std::uint32_t position,
                     std::size_t positions, std::string_view spelling) {
    Token& token = Add(TokenKind::kCompound, begin, end, position, positions);
    if (chunk_.is_respelled) Respell(token, spelling);
    return token;
  }

  // Adds the catenated form: gpt-4 → gpt4, state-of-the-art → stateoftheart, 1,024 → 1024; but not
  // of 3.14.
  void AddCatenated(std::uint32_t position, std::string_view whole) {
    std::string catenated;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const char c = whole[i];
      if (c == '/' || c == '+' || c == '#') return;
      if (c == '.' && (i == 0 || IsDigit(whole[i - 1]))) return;
      if (c == '-' || c == '_' || c == '.' || c == '\'' || c == '&' || c == ',') continue;
      catenated += c;
    }
    Token& token =
        Add(TokenKind::kCatenated, chunk_.begin, chunk_.end, position, chunk_.subwords.size());
    token.stemmable = IsEnglish(catenated);
    Respell(token, catenated);
  }

  Analysis& analysis_;
  const std::string& text_;
  Segmenter& segmenter_;
  std::size_t i_ = 0;
  bool after_run_ = false;             ///< Whether the last token was of a run,
  bool punctuation_ = false;           ///< and whether punctuation followed it.
  std::vector<Character> characters_;  ///< The characters of the run.
  std::string_view run_;               ///< The text of the run.
  std::string joined_run_;             ///< The same where the run has line breaks.
  Chunk chunk_;                        ///< The chunk that is tokenized,
  std::string spelling_;               ///< and a spelling of it or of a part.
};

struct Analyzer::Impl {
  Normalizer normalizer;
  Segmenter segmenter;
  Stemmer stemmer;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;

Analysis Analyzer::Analyze(std::string_view text) {
  Analysis analysis;
  analysis.folded_ = impl_->normalizer.Fold(text);
  Tokenizer(analysis, impl_->segmenter).Tokenize();
  return analysis;
}

std::string Analyzer::Fold(std::string_view text) {
  std::string folded = impl_->normalizer.Fold(text).text();
  const auto end = folded.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  folded.resize(end + 1);
  return folded.substr(folded.find_first_not_of(" \t\r\n"));
}

std::string_view Analyzer::Stem(std::string_view word) { return impl_->stemmer.Stem(word); }

std::string Analyzer::Id() {
  return "rules " + std::to_string(kRulesVersion) + ", ICU " U_ICU_VERSION ", Snowball english";
}

}  // namespace dssearch::text
