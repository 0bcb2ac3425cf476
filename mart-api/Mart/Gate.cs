using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>Before the first generation the reader roles may not even look into the schema: that is no fault of the set-up, and is told apart here.</summary>
internal static class Gate
{
    /// <summary>The statement after the role is taken and before the first that reads the mart.</summary>
    public const string Opened = "select has_schema_privilege('mart', 'usage')";

    /// <summary>Goes from the gate's own answer to the first row of the statement after it; false when that has none.</summary>
    /// <exception cref="NothingPublishedException">The gate is closed.</exception>
    public static async Task<bool> Pass(NpgsqlDataReader row, CancellationToken ct)
    {
        _ = await row.ReadAsync(ct);
        var open = row.GetBoolean(0);
        try
        {
            return await row.NextResultAsync(ct) && await row.ReadAsync(ct);
        }
        catch (PostgresException refused) when (!open && refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new NothingPublishedException();
        }
    }
}
