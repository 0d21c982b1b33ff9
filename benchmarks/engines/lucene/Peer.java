import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene as a peer, spoken to by lines: see lucene_engine.py.
 *
 * <p>index FOLDER: each line is an article (id, language, title, text, by tabs). search FOLDER: "p kind" and words (language,
 * text, weight, by tabs) prepares a query, "r NUMBER" runs it; both are answered with a number.
 */
public final class Peer {
    private static final int WARM_UP = 100; // runs, after which the query is compiled as on a server

    private static Analyzer analyzer() {
        CharArraySet none = CharArraySet.EMPTY_SET;
        Map<String, Analyzer> languages = Map.of("en", new EnglishAnalyzer(none), "ru", new RussianAnalyzer(none),
                "de", new GermanAnalyzer(none), "fr", new FrenchAnalyzer(none), "ar", new ArabicAnalyzer(none));
        Map<String, Analyzer> fields = new HashMap<>();
        languages.forEach((lang, own) -> {
            fields.put("title_" + lang, own);
            fields.put("body_" + lang, own);
        });
        return new PerFieldAnalyzerWrapper(new EnglishAnalyzer(none), fields);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
        if (args[0].equals("index")) index(Path.of(args[1]), in);
        else search(Path.of(args[1]), in, new PrintStream(System.out, true));
    }

    private static void index(Path folder, BufferedReader in) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(analyzer()).setRAMBufferSizeMB(500);
        config.setMergeScheduler(new SerialMergeScheduler()); // one thread
        try (FSDirectory directory = FSDirectory.open(folder); IndexWriter writer = new IndexWriter(directory, config)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split("\t", -1);
                Document document = new Document();
                document.add(new StringField("id", cells[0], Field.Store.YES));
                document.add(new TextField("title_" + cells[1], cells[2], Field.Store.NO));
                document.add(new TextField("body_" + cells[1], cells[3], Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
            writer.commit();
        }
    }

    private static void search(Path folder, BufferedReader in, PrintStream out) throws Exception {
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(folder)));
        searcher.setQueryCache(null); // each run is to do the work
        QueryBuilder builder = new QueryBuilder(analyzer());
        List<Query> prepared = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals("r")) {
                out.println(searcher.search(prepared.get(Integer.parseInt(cells[1])), 10).scoreDocs.length);
                continue;
            }
            Query query = query(builder, cells);
            for (int run = 0; run < WARM_UP; run++) searcher.search(query, 10);
            prepared.add(query);
            out.println(prepared.size() - 1);
        }
    }

    private static Query query(QueryBuilder builder, String[] cells) {
        if (cells[1].equals("phrase")) {
            StringBuilder words = new StringBuilder();
            for (int place = 3; place < cells.length; place += 3) words.append(cells[place]).append(' ');
            return known(builder.createPhraseQuery("body_" + cells[2], words.toString()));
        }
        BooleanClause.Occur occur = cells[1].equals("all") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int place = 2; place < cells.length; place += 3) {
            Query word = known(builder.createBooleanQuery("body_" + cells[place], cells[place + 1]));
            if (cells.length == 5) return word;
            all.add(new BoostQuery(word, Float.parseFloat(cells[place + 2])), occur);
        }
        return all.build();
    }

    private static Query known(Query query) {
        return query == null ? new MatchNoDocsQuery() : query;
    }
}
