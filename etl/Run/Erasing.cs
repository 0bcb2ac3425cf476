using System.ComponentModel;
using System.Data;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Erases persons: every number that is known of them is kept as erased, so that no document brings them back, and everything of them goes at once, in a
/// generation that only hides: their rows, what was kept of them as it was before, their rows of the number register, and earlier exports.
/// </summary>
internal sealed class Erasing(NpgsqlDataSource dataSource, ExportFolder exports, LeaseTerms lease, TimeProvider time)
{
    private const string Keep = "insert into protected.erasure (identification_number, since) select number, @since from unnest(@numbers) n (number) on conflict do nothing";
    private const string Forget = "delete from protected.person_key where person_id = any(@ids); delete from protected.beside_erased where identification_number = any(@numbers)";
    private const string Note = "insert into protected.hidden_person (person_id, generation) select person_id, @generation from unnest(@ids) i (person_id)";

    private const string ForgetBefore = """
        delete from ops.before_image
        where person_id = any(@ids)
            or table_name = 'mart.person_alias' and (image ->> 'survivor_id')::uuid = any(@ids)
            or table_name = 'protected.contact_waiting' and row_key ->> 0 = any(@numbers)
        """;

    private const string Published = "select person_id from mart.person where person_id = any(@ids)";

    private static readonly string StageOthers = $"""
        insert into {Staging.NameOf(PersonTables.Alias)} select * from mart.person_alias where person_id <> all(@ids) and survivor_id <> all(@ids);
        insert into {Staging.NameOf(WaitingContactTable.Table)} select * from protected.contact_waiting where identification_number <> all(@numbers)
        """;

    /// <summary>Says what would be done.</summary>
    public async Task<ErasingResult> RehearseAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var found = await ErasedPersons.FindAsync(connection, numbers, cancellationToken);
        var since = await NextGeneration.OfAsync(connection, cancellationToken);
        return Result(found, await KeepAsync(connection, found, since, cancellationToken), since, numbers);
    }

    /// <summary>Erases the persons of these numbers.</summary>
    /// <exception cref="AlreadyRunningException">A run is under way.</exception>
    public async Task<ErasingResult> RunAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        await using var publication = await Publication.BeginAsync(dataSource, lease, cancellationToken);
        var connection = publication.Connection;
        var found = await ErasedPersons.FindAsync(connection, numbers, cancellationToken);
        var since = await NextGeneration.OfAsync(connection, cancellationToken);
        var served = await publication.ServedAsync(cancellationToken);
        if (served is null || !found.IsAnywhere)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var only = await KeepAsync(connection, found, since, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Result(found, only, since, numbers);
        }
        var kept = await PublishAsync(publication, found, served, since, cancellationToken);
        var withdrawn = exports.Full();
        var left = await WithdrawAsync(connection, since);
        await Staging.DropAsync(connection, CancellationToken.None);
        return Result(found, kept, since, numbers) with { Generation = since, Withdrawn = withdrawn, Left = left, Proof = await ErasingProof.ReadAsync(connection, found, CancellationToken.None) };
    }

    private async Task<int> PublishAsync(Publication publication, ErasedPersons found, ServedGeneration served, int generation, CancellationToken cancellationToken)
    {
        var connection = publication.Connection;
        await Staging.PrepareAsync(connection, cancellationToken);
        var published = (await connection.QueryAsync<Guid>(Command(Published, new { ids = found.Ids }, cancellationToken))).AsList();
        await ChangedPersons.AddGoneAsync(connection, published, cancellationToken);
        await connection.ExecuteAsync(Command(StageOthers, new { ids = found.Ids, numbers = found.Numbers }, cancellationToken));
        var kept = 0;
        var row = GenerationRow.After(served, generation, GenerationKind.Hide, time.GetUtcNow().UtcDateTime);
        var steps = new PublicationSteps(
            _ => { },
            async (_, ct) =>
            {
                kept = await KeepAsync(connection, found, generation, ct);
                await connection.ExecuteAsync(Command(Note, new { generation, ids = found.Ids }, ct));
            },
            (_, _) => Task.CompletedTask,
            (_, ct) => connection.ExecuteAsync(Command(ForgetBefore, new { ids = found.Ids, numbers = found.Numbers }, ct)))
        { Tables = [.. Staging.OfPersons, PersonTables.Alias, WaitingContactTable.Table], IsChecked = false };
        await publication.PublishAsync(row, served: null, steps, cancellationToken);
        return kept;
    }

    /// <summary>Takes earlier exports away and writes the changes; returns why that was not done. What is published stays, and the next run goes on with it.</summary>
    private async Task<string?> WithdrawAsync(NpgsqlConnection connection, int since)
    {
        try
        {
            await exports.WithdrawAllAsync(since, CancellationToken.None);
            await ChangeExport.CatchUpAsync(exports, connection, CancellationToken.None);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return Explanation.Of(e).Message;
        }
    }

    private static async Task<int> KeepAsync(NpgsqlConnection connection, ErasedPersons found, int since, CancellationToken cancellationToken)
    {
        var kept = await connection.ExecuteAsync(Command(Keep, new { since, numbers = found.Numbers }, cancellationToken));
        await connection.ExecuteAsync(Command(Forget, new { ids = found.Ids, numbers = found.Numbers }, cancellationToken));
        return kept;
    }

    private static ErasingResult Result(ErasedPersons found, int kept, int since, IEnumerable<string> numbers)
    {
        var known = found.Found.Concat(found.Before).ToHashSet(StringComparer.Ordinal);
        return new(found.Persons, kept, found.Before.Length, since, [.. numbers.Where(n => !known.Contains(n))]);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
