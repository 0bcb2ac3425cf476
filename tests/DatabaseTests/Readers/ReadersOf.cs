using System.Net.Http.Headers;
using DuckDB.NET.Data;
using Npgsql;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.MartApi;
using PersonEtl.MartApi.Access;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>What readers of alternating nights have in common.</summary>
internal static class ReadersOf
{
    /// <summary>The name of their sessions.</summary>
    public const string Session = "reader";

    public static string ConnectionString(AlternatingNights nights, bool pooling)
        => new NpgsqlConnectionStringBuilder(nights.At.ConnectionString) { ApplicationName = Session, Pooling = pooling }.ConnectionString;

    // 64 of them must leave the machine to who publishes
    public static Task PauseAsync() => Task.Delay(Random.Shared.Next(50, 500));

    public static void Authorize(AlternatingNights nights, HttpClient client, string scope)
        => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenVerb.Make([scope], "test-client", TimeSpan.FromHours(8), new DataFolder(nights.At.Folders.Data), TimeProvider.System));

    /// <summary>Everybody in these files of <c>person</c> is called what they are called in the generation, and who is hidden in it has no address.</summary>
    public static async Task MustBeOfAsync(AlternatingNights nights, int generation, IEnumerable<string> files)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var from = $"read_parquet([{string.Join(", ", files.Select(f => $"'{f}'"))}])";
        command.CommandText = $"select count(*) filter (where last_name = '{AlternatingNights.NameIn(generation)}') || ' of ' || count(last_name) from {from}";
        Assert.Equal($"{nights.Named} of {nights.Named}", (string)(await command.ExecuteScalarAsync())!);
        command.CommandText = $"select residential_form is null from {from} where person_id = '{nights.Hidden}'";
        Assert.Equal(AlternatingNights.IsHidden(generation), (bool)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>An export goes away when two newer ones are there, or somebody was hidden since: who read it slower than that has to take the next.</summary>
    public static async Task MustBeOutrunAsync(AlternatingNights nights, int generation)
    {
        var newer = await nights.At.ListAsync($"select generation || ' ' || kind from mart.generation where generation > {generation} and kind <> 'small' order by generation");
        Assert.True(newer.Count >= 2 || newer.Any(g => g.EndsWith("hide", StringComparison.Ordinal)), $"The export of generation {generation} is gone, and since then came only {string.Join(", ", newer)}.");
    }
}
