//! Cuts Han characters into pairs that overlap, and other text into words in lower case, as Lucene's
//! CJKAnalyzer does.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

#[derive(Clone)]
pub struct Bigrams;

pub struct BigramStream<'a> {
    rest: &'a str,
    /// How many bytes stood before `rest`.
    at: usize,
    token: Token,
}

impl Tokenizer for Bigrams {
    type TokenStream<'a> = BigramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BigramStream<'a> {
        BigramStream { rest: text, at: 0, token: Token::default() }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

impl BigramStream<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
        self.at += bytes;
    }
}

impl TokenStream for BigramStream<'_> {
    fn advance(&mut self) -> bool {
        let start = self.rest.find(char::is_alphanumeric).unwrap_or(self.rest.len());
        self.skip(start);
        let Some(first) = self.rest.chars().next() else { return false };
        let is_other = |c: char| !c.is_alphanumeric() || is_han(c);
        let (length, step) = if is_han(first) {
            let one = first.len_utf8();
            let mut following = self.rest[one..].chars();
            match following.next().filter(|&c| is_han(c)) {
                None => (one, one),
                Some(second) => {
                    let both = one + second.len_utf8();
                    // The last character of a run is in the last pair.
                    (both, if following.next().is_some_and(is_han) { one } else { both })
                }
            }
        } else {
            let end = self.rest.find(is_other).unwrap_or(self.rest.len());
            (end, end)
        };
        let token = &mut self.token;
        token.position = token.position.wrapping_add(1);
        (token.offset_from, token.offset_to) = (self.at, self.at + length);
        token.text.clear();
        token.text.extend(self.rest[..length].chars().flat_map(char::to_lowercase));
        self.skip(step);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
