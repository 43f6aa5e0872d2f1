#include "searcher/text/analyzer.h"

#include <unicode/uversion.h>

#include <optional>

#include "searcher/text/code_points.h"
#include "searcher/text/segmenter.h"
#include "searcher/text/stemmer.h"

namespace dssearch::text {
namespace {

// To be raised whenever the same text gets other tokens.
constexpr int kRulesVersion = 1;

// A DOI may have any length, a term may not.
constexpr std::size_t kMaxIdentifierBytes = 200;

bool IsAlphanumeric(Script s) {
  return s == Script::kLatin || s == Script::kDigit || s == Script::kOther;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

bool IsBlank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x2028 ||
         c == 0x2029 || c == 0x3000;
}

std::size_t CountDigits(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && IsDigit(text[i + n])) ++n;
  return n;
}

// The size of the DOI at `i`, 0 if there is none: 10.NNNN/ and what follows up to a blank, without
// the punctuation at its end that only closes a sentence or a bracket.
std::size_t DoiSize(std::string_view text, std::size_t i) {
  if (text.compare(i, 3, "10.") != 0) return 0;
  const std::size_t digits = CountDigits(text, i + 3);
  std::size_t end = i + 3 + digits;
  if (digits < 4 || digits > 9 || end >= text.size() || text[end] != '/') return 0;
  const std::size_t suffix = ++end;
  while (end < text.size() && end - i < kMaxIdentifierBytes) {
    const auto byte = static_cast<unsigned char>(text[end]);
    if (byte <= ' ' || byte >= 0x80 ||
        std::string_view("\"<>{}").find(text[end]) != std::string_view::npos)
      break;
    ++end;
  }
  while (end > suffix && std::string_view(".,;:)]'").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end > suffix ? end - i : 0;
}

// The size of the id inside an arXiv id with a version (2301.12345v2), else 0.
std::size_t UnversionedArxivSize(std::string_view whole) {
  if (CountDigits(whole, 0) != 4 || whole.size() < 10 || whole[4] != '.') return 0;
  const std::size_t digits = CountDigits(whole, 5);
  const std::size_t end = 5 + digits;
  if ((digits != 4 && digits != 5) || end >= whole.size() || whole[end] != 'v') return 0;
  return end + 1 + CountDigits(whole, end + 1) == whole.size() ? end : 0;
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
      } else if (IsAlphanumeric(script)) {
        TokenizeChunk(i_);
      } else if (c == '.' && DotBeginsName()) {
        TokenizeChunk(i_++);
      } else {
        // Punctuation separates two runs, so that 强化，学习 is not taken for 强化学习; a line
        // break inside a word does not.
        if (!IsBlank(c)) punctuation_ = true;
        i_ = next;
      }
    }
  }

 private:
  struct Subword {
    std::size_t begin, end;
    Script script;
  };

  // Whether a dot begins a name, as in .NET, and does not end a sentence.
  bool DotBeginsName() const {
    return i_ + 1 < text_.size() && IsLetter(text_[i_ + 1]) &&
           (i_ == 0 || text_[i_ - 1] == ' ' || text_[i_ - 1] == '\n' || text_[i_ - 1] == '(');
  }

  Script ScriptAt(std::size_t i) const {
    if (i >= text_.size()) return Script::kNone;
    return ScriptOf(Next(text_, i));
  }

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

  // Tokenizes the run of characters of a script without blanks at i_.
  void TokenizeRun() {
    if (after_run_ && punctuation_) ++analysis_.positions_;
    boundaries_.clear();
    const std::size_t begin = i_;
    while (i_ < text_.size()) {
      std::size_t next = i_;
      if (!IsUnspaced(Next(text_, next))) break;
      boundaries_.push_back(i_);
      i_ = next;
    }
    boundaries_.push_back(i_);
    const std::size_t size = boundaries_.size() - 1;
    const std::vector<Span>& words =
        segmenter_.Words(std::string_view(text_).substr(begin, i_ - begin));

    std::size_t word = 0;
    for (std::size_t k = 0; k < size; ++k) {
      const std::uint32_t position = analysis_.positions_ + static_cast<std::uint32_t>(k);
      const std::size_t offset = boundaries_[k] - begin;
      while (word < words.size() && words[word].begin < offset) ++word;
      bool alone = false;
      if (word < words.size() && words[word].begin == offset) {
        const std::size_t end = begin + words[word].end;
        alone = end == boundaries_[k + 1];
        if (!alone && end - boundaries_[k] <= kMaxTokenBytes) {
          std::size_t characters = 1;
          while (boundaries_[k + characters] < end) ++characters;
          Add(TokenKind::kWord, boundaries_[k], end, position, characters);
        }
      }
      if (k + 1 < size) Add(TokenKind::kBigram, boundaries_[k], boundaries_[k + 2], position, 2);
      Add(TokenKind::kCharacter, boundaries_[k], boundaries_[k + 1], position, 1).scores = alone;
    }
    analysis_.positions_ += static_cast<std::uint32_t>(size);
    after_run_ = true;
    punctuation_ = false;
  }

  // Tokenizes the letters and digits at i_ with their connectors. `begin` is before i_ where a dot
  // begins the name.
  void TokenizeChunk(std::size_t begin) {
    const bool dotted = text_[begin] == '.';
    if (dotted) i_ = begin + 1;
    subwords_.clear();
    parts_.clear();
    std::size_t identifier_end = i_ + DoiSize(text_, i_);
    std::size_t end = 0;
    for (;;) {
      parts_.push_back(subwords_.size());
      ReadPart();
      end = i_;
      if (end < identifier_end) {
        while (i_ < identifier_end && !IsAlphanumeric(ScriptAt(i_))) ++i_;
        if (i_ < identifier_end) continue;
        end = identifier_end;
        break;
      }
      if (!ConnectorAt(i_)) break;
      ++i_;
    }
    parts_.push_back(subwords_.size());
    bool suffixed = false;
    if (text_.compare(i_, 2, "++") == 0 && text_.compare(i_, 3, "+++") != 0) {
      i_ += 2;
      suffixed = true;
    } else if (i_ < text_.size() && text_[i_] == '#' && !IsAlphanumeric(ScriptAt(i_ + 1))) {
      ++i_;
      suffixed = true;
    }
    EmitChunk(begin, suffixed ? i_ : end, dotted || suffixed);
    after_run_ = false;
  }

  // Reads letters and digits up to the next other character: one subword for each sequence of one
  // script.
  void ReadPart() {
    while (i_ < text_.size()) {
      std::size_t next = i_;
      const Script script = ScriptOf(Next(text_, next));
      if (!IsAlphanumeric(script)) return;
      if (subwords_.size() > parts_.back() && subwords_.back().script == script) {
        subwords_.back().end = next;
      } else {
        subwords_.push_back({i_, next, script});
      }
      i_ = next;
    }
  }

  // Whether the character at `i` connects the part before it with a part after it.
  bool ConnectorAt(std::size_t i) const {
    if (i + 1 >= text_.size() || !IsAlphanumeric(ScriptAt(i + 1))) return false;
    switch (text_[i]) {
      case '-':
      case '_':
      case '.':
      case '\'':
      case '&':
        return true;
      case ',':
        return IsDigit(text_[i - 1]) && IsDigit(text_[i + 1]);
      case '/':  // Old arXiv ids: hep-th/9901001.
        return IsLetter(text_[i - 1]) && CountDigits(text_, i + 1) == 7;
      default:
        return false;
    }
  }

  void EmitChunk(std::size_t begin, std::size_t end, bool decorated) {
    const std::uint32_t position = analysis_.positions_;
    const std::size_t parts = parts_.size() - 1;
    const std::string_view whole = std::string_view(text_).substr(begin, end - begin);
    if (parts > 1 || decorated) {
      if (whole.size() <= (DoiSize(text_, begin) > 0 ? kMaxIdentifierBytes : kMaxTokenBytes)) {
        Add(TokenKind::kCompound, begin, end, position, subwords_.size());
        if (const std::size_t id = UnversionedArxivSize(whole))
          Add(TokenKind::kCompound, begin, begin + id, position, 2);
        EmitCatenated(begin, end, position);
      }
    }
    for (std::size_t p = 0; p < parts; ++p) {
      const std::size_t first = parts_[p];
      const std::size_t last = parts_[p + 1];
      const auto at = position + static_cast<std::uint32_t>(first);
      // A part of several subwords scores as a whole, unless it is too long for a token.
      const bool mixed =
          last - first > 1 && subwords_[last - 1].end - subwords_[first].begin <= kMaxTokenBytes;
      if (mixed)
        Add(TokenKind::kCompound, subwords_[first].begin, subwords_[last - 1].end, at,
            last - first);
      for (std::size_t a = first; a < last; ++a) {
        const Subword& subword = subwords_[a];
        Token& token = Add(TokenKind::kSubword, subword.begin, subword.end,
                           position + static_cast<std::uint32_t>(a), 1);
        if (token.text_size > kMaxTokenBytes)
          token.text_size =
              static_cast<std::uint32_t>(CutToBytes(analysis_.Text(token), kMaxTokenBytes).size());
        token.scores = !mixed;
        token.stemmable = subword.script == Script::kLatin && IsEnglish(analysis_.Text(token));
      }
    }
    analysis_.positions_ += static_cast<std::uint32_t>(subwords_.size());
  }

  // Adds the catenated form: gpt-4 → gpt4, state-of-the-art → stateoftheart, 1,024 → 1024; but not
  // of 3.14.
  void EmitCatenated(std::size_t begin, std::size_t end, std::uint32_t position) {
    std::string catenated;
    for (std::size_t i = begin; i < end; ++i) {
      const char c = text_[i];
      if (c == '/' || c == '+' || c == '#') return;
      if (c == '.' && (i == begin || IsDigit(text_[i - 1]))) return;
      if (c == '-' || c == '_' || c == '.' || c == '\'' || c == '&' || c == ',') continue;
      catenated += c;
    }
    Token& token = Add(TokenKind::kCatenated, begin, end, position, subwords_.size());
    token.stemmable = IsEnglish(catenated);
    token.text_begin = static_cast<std::uint32_t>(analysis_.buffer_.size());
    token.text_size = static_cast<std::uint32_t>(catenated.size());
    analysis_.buffer_ += catenated;
  }

  Analysis& analysis_;
  const std::string& text_;
  Segmenter& segmenter_;
  std::size_t i_ = 0;
  bool after_run_ = false;               ///< Whether the last token was of a run,
  bool punctuation_ = false;             ///< and whether punctuation followed it.
  std::vector<std::size_t> boundaries_;  ///< Where the characters of the run begin, and its end.
  std::vector<Subword> subwords_;        ///< The subwords of the chunk.
  std::vector<std::size_t> parts_;       ///< The first subword of each part, and their number.
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
