using System.Globalization;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>The tables are those of a mart built from nothing on the same deliveries: however many nights wrote differences only, nothing is left over and nothing is lost.</summary>
/// <param name="folders">The installation's.</param>
/// <param name="options">As its nights are told.</param>
/// <param name="time">The clock.</param>
/// <param name="server">Where the second mart is made; as a login that may create databases.</param>
internal sealed class RebuildProof(Folders folders, RunOptions options, TimeProvider time, string server) : IProof
{
    private const string Numbers = "select count(*) from protected.person_key";

    /// <summary>Makes the second mart's database.</summary>
    public Func<CancellationToken, Task<ScratchDatabase>> Scratch { get; init; } = cancellationToken => ScratchDatabase.CreateAsync(server, cancellationToken);

    public string Name => "rebuild";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        if (await of.Keys.MadeAsync(of.Connection, cancellationToken) == false) return ProofResult.Missing("this mart's ids were made with another key than this installation has. Put it back to build the mart anew.");
        var (deliveries, lack) = await BuiltFrom.OfAsync(of, options.Landing, cancellationToken);
        if (lack is not null) return ProofResult.Missing(lack);
        try
        {
            await using var scratch = await Scratch(cancellationToken);
            var built = await new RebuiltMart(scratch.DataSource, folders, options, time).BuildAsync(of, deliveries, cancellationToken);
            return await CompareAsync(of, scratch.DataSource, built.Unread, cancellationToken);
        }
        catch (Exception e) when (e is BadInputException or CheckFailedException)
        {
            return new("a mart built from nothing on the same deliveries.", [new("the second mart", null, "it can't be built: " + e.Message)]);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return ProofResult.Missing("the login may not create a database for the second mart: `alter role … createdb`, or verify as one that may.");
        }
    }

    private static async Task<ProofResult> CompareAsync(Verified of, NpgsqlDataSource scratch, UnreadPersons unread, CancellationToken cancellationToken)
    {
        await using var rebuilt = await scratch.OpenConnectionAsync(cancellationToken);
        var comparison = new MartComparison(of.Connection, rebuilt, of.Keys.RowHasher(), unread);
        var findings = (await comparison.RunAsync(cancellationToken)).ToList();
        var (known, needed) = (await NumbersAsync(of.Connection), await NumbersAsync(rebuilt));
        if (needed > known) findings.Add(new("protected.person_key", null, string.Create(CultureInfo.InvariantCulture, $"it lacks {needed - known} numbers that persons are published under.")));
        var kept = comparison.Kept.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {comparison.Kept.Count} persons are kept from earlier nights, since a document can't be read; they aren't compared.");
        return new($"{Staging.OfPersons.Count + Staging.Whole.Count} tables, against a mart built from nothing on the same deliveries.{kept}", findings);

        Task<long> NumbersAsync(NpgsqlConnection connection) => connection.ExecuteScalarAsync<long>(new(Numbers, commandTimeout: 0, cancellationToken: cancellationToken));
    }
}
