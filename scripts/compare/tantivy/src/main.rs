//! Tantivy's side of scale.sh. The language is en, with stop words and stems, or zh, with bigrams
//! of characters.
//!
//!     scale-search index PAPERS.tsv INDEX en|zh THREADS
//!         prints the seconds until all is committed, and until it is merged into one segment
//!     scale-search search INDEX en|zh any|all|phrase total|facets QUERIES [OTHERS]
//!         asks OTHERS, untimed, then QUERIES twice, and prints for each time:
//!         once|warm MEDIAN P99 (ms) FOUND (mean)
//!         without OTHERS it asks QUERIES once

mod bigrams;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::time::Instant;

use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

type Failure = Box<dyn std::error::Error>;

const ANALYZER: &str = "papers";
const STORED_FIELDS: [&str; 5] = ["id", "title", "abstract", "categories", "date"];
const BUFFERS: usize = 256 << 20;
const HITS: usize = 10;
const FACETS: &str = r#"{"category": {"terms": {"field": "category", "size": 10}},
                         "year": {"terms": {"field": "year", "size": 10}}}"#;

fn analyzer(language: &str) -> TextAnalyzer {
    if language == "zh" {
        return TextAnalyzer::from(bigrams::Bigrams);
    }
    let stop_words = StopWordFilter::new(Language::English).expect("it has English ones");
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(stop_words)
        .filter(Stemmer::new(Language::English))
        .build()
}

fn lines(path: &str) -> Result<Vec<String>, Failure> {
    Ok(fs::read_to_string(path)?.lines().map(String::from).collect())
}

fn index(papers: &str, folder: &str, language: &str, threads: usize) -> Result<(), Failure> {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let stored = STORED_FIELDS.map(|name| schema.add_text_field(name, STORED));
    let column = TextOptions::default().set_fast("raw");
    let category = schema.add_text_field("category", column.clone());
    let year = schema.add_text_field("year", column);
    fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    index.tokenizers().register(ANALYZER, analyzer(language));

    let start = Instant::now();
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, BUFFERS)?;
    for line in BufReader::new(File::open(papers)?).lines() {
        let line = line?;
        let paper: Vec<&str> = line.split('\t').collect();
        let mut document = TantivyDocument::default();
        document.add_text(text, format!("{}\n{}", paper[1], paper[2]));
        for (field, value) in stored.iter().zip(&paper) {
            document.add_text(*field, value);
        }
        for name in paper[3].split('|').filter(|name| !name.is_empty()) {
            document.add_text(category, name);
        }
        if let Some(digits) = paper[4].get(..4) {
            document.add_text(year, digits);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    print!("{:.2} ", start.elapsed().as_secs_f64());
    // The merges that it began by itself have some of the segments.
    writer.wait_merging_threads()?;
    let mut merger: IndexWriter = index.writer_with_num_threads(1, BUFFERS)?;
    merger.set_merge_policy(Box::new(NoMergePolicy));
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        merger.merge(&segments).wait()?;
    }
    merger.garbage_collect_files().wait()?;
    println!("{:.2}", start.elapsed().as_secs_f64());
    Ok(())
}

struct Search {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    words: String,
    facets: Option<Aggregations>,
    text: Field,
    summary: Field,
    /// Depends on what was fetched, so that it must be.
    read: usize,
}

impl Search {
    /// None where there is nothing but stop words.
    fn query(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let mut terms = Vec::new();
        let field = self.text;
        self.analyzer.token_stream(text).process(&mut |token| {
            terms.push((token.position, Term::from_field_text(field, &token.text)));
        });
        if terms.len() > 1 && self.words == "phrase" {
            return Some(Box::new(PhraseQuery::new_with_offset(terms)));
        }
        let occur = if self.words == "any" { Occur::Should } else { Occur::Must };
        let clauses: Vec<(Occur, Box<dyn Query>)> = terms
            .into_iter()
            .map(|(_, term)| {
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                (occur, Box::new(query) as Box<dyn Query>)
            })
            .collect();
        if clauses.is_empty() { None } else { Some(Box::new(BooleanQuery::new(clauses))) }
    }

    /// How many papers there are.
    fn search(&mut self, text: &str) -> Result<usize, Failure> {
        let Some(query) = self.query(text) else { return Ok(0) };
        let top = TopDocs::with_limit(HITS).order_by_score();
        let (hits, found) = match &self.facets {
            None => self.searcher.search(&query, &(top, Count))?,
            Some(facets) => {
                let counts = AggregationCollector::from_aggs(facets.clone(), Default::default());
                let (hits, found, counted) = self.searcher.search(&query, &(top, Count, counts))?;
                self.read += counted.0.len();
                (hits, found)
            }
        };
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let summary = document.get_first(self.summary).and_then(|value| value.as_str());
            self.read += summary.map_or(0, str::len);
        }
        Ok(found)
    }

    fn ask(&mut self, when: &str, queries: &[String]) -> Result<String, Failure> {
        let mut times = Vec::with_capacity(queries.len());
        let mut found = 0;
        for query in queries {
            let start = Instant::now();
            found += self.search(query)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let count = times.len();
        Ok(format!(
            "{when} {:.3} {:.3} {}",
            times.get(count / 2).unwrap_or(&0.0),
            times.get(count * 99 / 100).unwrap_or(&0.0),
            found / count.max(1)
        ))
    }
}

fn search(folder: &str, language: &str, words: &str, extent: &str) -> Result<Search, Failure> {
    let index = Index::open_in_dir(folder)?;
    let facets = if extent == "facets" { Some(serde_json::from_str(FACETS)?) } else { None };
    Ok(Search {
        searcher: index.reader()?.searcher(),
        analyzer: analyzer(language),
        words: words.to_string(),
        facets,
        text: index.schema().get_field("text")?,
        summary: index.schema().get_field("abstract")?,
        read: 0,
    })
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", papers, folder, language, threads] => {
            index(papers, folder, language, threads.parse()?)
        }
        ["search", folder, language, words, extent, queries, ref others @ ..] if others.len() < 2 => {
            let mut search = search(folder, language, words, extent)?;
            let queries = lines(queries)?;
            for file in others {
                search.ask("", &lines(file)?)?;
            }
            println!("{}", search.ask("once", &queries)?);
            if !others.is_empty() {
                println!("{}", search.ask("warm", &queries)?);
            }
            if search.read == 0 {
                eprintln!("scale-search: nothing was found");
            }
            Ok(())
        }
        _ => {
            eprintln!("usage: scale-search index PAPERS.tsv INDEX en|zh THREADS");
            eprintln!(
                "       scale-search search INDEX en|zh any|all|phrase total|facets QUERIES [OTHERS]"
            );
            std::process::exit(2);
        }
    }
}
