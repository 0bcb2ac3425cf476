using System.Data.Common;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Npgsql;

namespace PersonEtl.DatabaseTests.Documents;

/// <summary>The queries that documents show, run on a published world.</summary>
public sealed partial class QueryTests(PublishedWorld world) : IClassFixture<PublishedWorld>
{
    private const string Exports = "'.personetl/exports/";

    private static readonly string Solution = FindSolution();

    public static TheoryData<string, int> Queries => BlocksWhere(b => !b.Contains(Exports, StringComparison.Ordinal));

    public static TheoryData<string, int> QueriesOfFiles => BlocksWhere(b => b.Contains(Exports, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_of_a_document_answers(string document, int block)
    {
        var sql = Blocks(document)[block];
        var asks = sql.StartsWith("select", StringComparison.Ordinal);
        var rows = await RowsAsync(sql, asAnalyst: asks);
        if (asks) Assert.True(rows > 0, "The query finds nothing.");
    }

    [Theory]
    [MemberData(nameof(QueriesOfFiles))]
    public async Task A_query_of_a_document_answers_from_the_files_as_from_the_tables(string document, int block)
    {
        var sql = Blocks(document)[block];
        await using var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync();
        await using var command = duck.CreateCommand();
        command.CommandText = sql.Replace(Exports, $"'{world.Exports}/", StringComparison.Ordinal);
        var fromFiles = await SumAsync(command);

        await using var table = world.DataSource.CreateCommand("select count(*) from analysis.person where status = 'Resident'");
        Assert.Equal((long)(await table.ExecuteScalarAsync())!, fromFiles);
    }

    /// <summary>Runs statements in a transaction that leaves nothing behind, roles included, and counts the rows of the last one.</summary>
    private async Task<int> RowsAsync(string sql, bool asAnalyst)
    {
        await using var connection = await world.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (asAnalyst)
        {
            await using var role = new NpgsqlCommand("set local role mart_analyst", connection, transaction);
            await role.ExecuteNonQueryAsync();
        }
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        do
        {
            rows = 0;
            while (await reader.ReadAsync()) rows++;
        }
        while (await reader.NextResultAsync());
        return rows;
    }

    private static async Task<long> SumAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var sum = 0L;
        while (await reader.ReadAsync()) sum += reader.GetInt64(1);
        return sum;
    }

    private static TheoryData<string, int> BlocksWhere(Predicate<string> wanted)
    {
        var data = new TheoryData<string, int>();
        foreach (var document in new[] { "README.md", "sql/README.md" })
        {
            foreach (var (number, block) in Blocks(document).Index())
            {
                if (wanted(block)) data.Add(document, number);
            }
        }
        return data;
    }

    private static List<string> Blocks(string document) => [.. Block().Matches(File.ReadAllText(Path.Combine(Solution, document))).Select(m => m.Groups["sql"].Value)];

    private static string FindSolution()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PersonEtl.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from below the solution's folder.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
