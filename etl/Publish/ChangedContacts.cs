using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>The numbers whose contact data a small pass looked at: of the contacts that wait, no other is touched.</summary>
internal static class ChangedContacts
{
    public const string Table = "staging.changed_contact";

    private const string Make = $"""
        drop table if exists {Table};
        create unlogged table {Table} (identification_number text collate "C" not null);
        insert into {Table} select number from unnest(@numbers) n (number);
        analyze {Table}
        """;

    /// <summary>Tells whether a row's number is one of them.</summary>
    public static string Has(string row) => $"{row}.identification_number in (select identification_number from {Table})";

    public static async Task StageAsync(NpgsqlConnection connection, IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Make, connection) { CommandTimeout = 0, Parameters = { new("numbers", numbers.ToArray()) } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many contacts wait under them.</summary>
    public static string Count => $"select count(*) from {WaitingContactTable.Table.FullName} t where {Has("t")}";
}
