import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene's side of scale.sh, in one thread. The language is en, with stop words and stems, or zh,
 * with bigrams of characters.
 *
 * <pre>
 * ScaleSearch index PAPERS.tsv INDEX en|zh
 *     prints the seconds until all is committed, and until it is merged into one segment
 * ScaleSearch search INDEX en|zh any|all|phrase total|facets QUERIES [OTHERS]
 *     asks OTHERS, untimed, then QUERIES twice, and prints for each time:
 *     once|warm MEDIAN P99 (ms) FOUND (mean)
 *     without OTHERS it asks QUERIES once
 * </pre>
 */
public final class ScaleSearch {
  private static final int HITS = 10;
  private static final int VALUES = 10;
  private static final String[] FACETS = {"category", "year"};

  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState facetState;
  private final QueryBuilder builder;
  private final String words;
  private final boolean hasFacets;
  private long read; // Depends on what was fetched, so that it must be.

  private ScaleSearch(Path index, String language, String words, String extent) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(index)));
    facetState =
        new DefaultSortedSetDocValuesReaderState(searcher.getIndexReader(), new FacetsConfig());
    builder = new QueryBuilder(analyzer(language));
    this.words = words;
    hasFacets = extent.equals("facets");
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 4 && args[0].equals("index")) {
      index(Path.of(args[1]), Path.of(args[2]), analyzer(args[3]));
    } else if (args.length >= 6 && args.length <= 7 && args[0].equals("search")) {
      ScaleSearch search = new ScaleSearch(Path.of(args[1]), args[2], args[3], args[4]);
      List<String> queries = Files.readAllLines(Path.of(args[5]));
      if (args.length == 7) search.ask(Files.readAllLines(Path.of(args[6])));
      print("once", search.ask(queries));
      if (args.length == 7) print("warm", search.ask(queries));
      if (search.read == 0) System.err.println("ScaleSearch: nothing was found");
    } else {
      System.err.println(
          "usage: ScaleSearch index PAPERS.tsv INDEX en|zh\n"
              + "       ScaleSearch search INDEX en|zh any|all|phrase total|facets QUERIES [OTHERS]");
      System.exit(2);
    }
  }

  private static Analyzer analyzer(String language) {
    return language.equals("zh") ? new CJKAnalyzer() : new EnglishAnalyzer();
  }

  private static void index(Path papers, Path index, Analyzer analyzer) throws IOException {
    long start = System.nanoTime();
    FacetsConfig facets = new FacetsConfig();
    facets.setMultiValued("category", true);
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setRAMBufferSizeMB(256); // Faster than the default, 16.
    config.setMergeScheduler(new SerialMergeScheduler()); // Else merges have threads of their own.
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config);
        Stream<String> lines = Files.lines(papers)) {
      for (String line : (Iterable<String>) lines::iterator) {
        writer.addDocument(facets.build(document(line.split("\t", -1))));
      }
      writer.commit();
      System.out.printf("%.2f ", (System.nanoTime() - start) / 1e9);
      writer.forceMerge(1);
    }
    System.out.printf("%.2f%n", (System.nanoTime() - start) / 1e9);
  }

  /** Of a line: id, title, abstract, categories with bars between them, and date. */
  private static Document document(String[] paper) {
    Document document = new Document();
    document.add(new TextField("text", paper[1] + "\n" + paper[2], Field.Store.NO));
    String[] stored = {"id", "title", "abstract", "categories", "date"};
    for (int i = 0; i < stored.length; ++i) document.add(new StoredField(stored[i], paper[i]));
    for (String category : paper[3].split("\\|")) {
      if (!category.isEmpty()) {
        document.add(new SortedSetDocValuesFacetField("category", category));
      }
    }
    if (paper[4].length() >= 4) {
      document.add(new SortedSetDocValuesFacetField("year", paper[4].substring(0, 4)));
    }
    return document;
  }

  /** How long each query took, in milliseconds, and last how many papers there were on average. */
  private double[] ask(List<String> queries) throws IOException {
    double[] times = new double[queries.size() + 1];
    long found = 0;
    for (int i = 0; i < queries.size(); ++i) {
      long start = System.nanoTime();
      found += search(queries.get(i));
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times, 0, queries.size());
    times[queries.size()] = (double) found / Math.max(queries.size(), 1);
    return times;
  }

  private static void print(String when, double[] times) {
    int count = times.length - 1;
    System.out.printf(
        "%s %.3f %.3f %.0f%n", when, times[count / 2], times[count * 99 / 100], times[count]);
  }

  /** Answers a query, and returns how many papers there are. */
  private long search(String text) throws IOException {
    Query query =
        words.equals("phrase")
            ? builder.createPhraseQuery("text", text)
            : builder.createBooleanQuery("text", text, words.equals("all") ? Occur.MUST : Occur.SHOULD);
    if (query == null) return 0; // Nothing but stop words.
    TopDocs top;
    if (hasFacets) {
      FacetsCollectorManager.FacetsResult result =
          FacetsCollectorManager.search(searcher, query, HITS, new FacetsCollectorManager());
      Facets counts = new SortedSetDocValuesFacetCounts(facetState, result.facetsCollector());
      for (String facet : FACETS) {
        if (counts.getTopChildren(VALUES, facet) != null) ++read;
      }
      top = result.topDocs();
    } else {
      top = searcher.search(query, new TopScoreDocCollectorManager(HITS, Integer.MAX_VALUE));
    }
    StoredFields stored = searcher.storedFields();
    for (ScoreDoc hit : top.scoreDocs) read += stored.document(hit.doc).get("abstract").length();
    return top.totalHits.value();
  }
}
