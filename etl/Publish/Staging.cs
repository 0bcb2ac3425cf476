using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>The unlogged tables that a run loads and the publication reads.</summary>
internal static class Staging
{
    /// <summary>Tables of which only the rows of persons that differ are staged.</summary>
    public static readonly IReadOnlyList<ITable> OfPersons = [.. PersonTables.All.Where(t => !ReferenceEquals(t, PersonTables.Alias))];

    /// <summary>Small tables, staged and compared whole.</summary>
    public static readonly IReadOnlyList<ITable> Whole = [PersonTables.Alias, WaitingContactTable.Table, .. ReferenceTables.All];

    /// <summary>What every run makes anew: a table for each that is published, and the new numbers of the register.</summary>
    public static readonly IReadOnlyList<ITable> Tables = [.. OfPersons, .. Whole, PersonKeyTable.Table];

    public static string NameOf(ITable table) => $"staging.{table.Schema}_{table.Name}";

    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = string.Join(';', Tables.Select(t => $"drop table if exists {NameOf(t)}; create unlogged table {NameOf(t)} (like {t.FullName})").Append(ChangedPersons.Make));
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    public static async Task DropAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = string.Join(';', Tables.Select(NameOf).Concat([KeptPersons.Chosen, ChangedPersons.Table, ChangedContacts.Table, HiddenPersons.Table, HiddenPersons.Remaining, RestoredState.Image, RestoredState.Person, RestoredState.Left]).Select(t => $"drop table if exists {t}"));
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }
}
