using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace PersonEtl.Etl.Reports;

/// <summary>Asks a report with an analyst's rights, in one read-only transaction: it sees one generation, and no more than an analyst may.</summary>
internal static class ReportReading
{
    private const string AsAnalyst = "set transaction read only; set local role mart_analyst";
    private const string IsOpen = "select has_schema_privilege('analysis', 'usage')";
    private const string Served = "select generation, as_of_date from analysis.generation order by generation desc limit 1";

    /// <param name="asOf">The day asked for; null is the served generation's.</param>
    /// <returns>Null when nothing has been published.</returns>
    public static async Task<ReportAnswer?> AskAsync(NpgsqlDataSource dataSource, Report report, DateOnly? asOf, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var role = new NpgsqlCommand(AsAnalyst, connection, transaction)) await role.ExecuteNonQueryAsync(cancellationToken);
        await using (var open = new NpgsqlCommand(IsOpen, connection, transaction))
        {
            if (await open.ExecuteScalarAsync(cancellationToken) is not true) return null;
        }
        if (await ServedAsync(connection, cancellationToken) is not var (generation, servedAsOf)) return null;

        await using var query = new NpgsqlCommand(report.Query, connection, transaction);
        if (report.TakesAsOf) query.Parameters.Add(new(Report.AsOf, NpgsqlDbType.Text) { Value = asOf is { } day ? Text(day) : "" });
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => new ReportColumn(reader.GetName(i), reader.GetFieldType(i) is var type && type != typeof(string) && type != typeof(bool))).ToList();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add([.. columns.Select((_, i) => reader.IsDBNull(i) ? null : Text(reader.GetValue(i)))]);
        return new(generation, asOf ?? servedAsOf, columns, rows);
    }

    private static async Task<(int Generation, DateOnly AsOf)?> ServedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Served, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1)) : null;
    }

    private static string Text(object value) => value switch
    {
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
