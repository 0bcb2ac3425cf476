using Npgsql;
using NpgsqlTypes;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Changes;

/// <summary>
/// Reads a page of the feed in one round trip: one repeatable-read, read-only transaction as the scope's own role, and for full access a
/// second one that accounts for the persons whose protected changes are named.
/// </summary>
internal sealed class ChangeReading(MartDatabase database)
{
    private const string ContactEvent = "ChangeInCommonContactRegisterInformation";
    private const string ContactPart = "commonContactRegisterInformation";

    /// <summary>
    /// The generation, and whether everything after the cursor is still there. What was forgotten is known by its age, and by generations that
    /// had changes and have none before the oldest one kept. The session keeps after which generation the page may begin: after none where the cursor doesn't hold.
    /// </summary>
    private const string Generation = $"""
        with served as ({Snapshot.Select}),
        forgotten as (
            select coalesce(max(past.generation), 0) as generation
            from mart.generation past
            cross join served
            where past.published_at < served.published_at - interval '90 days'
                or (past.changes > 0 and past.generation < coalesce((select min(c.generation) from mart.change c), served.generation + 1))
        ),
        judged as (
            select served.*, forgotten.generation as forgotten, @generation = 0 or (
                @generation <= served.generation
                and (@generation > forgotten.generation or (@generation = forgotten.generation and @event = ''))
                and (@published is null or exists (select from mart.generation g where g.generation = @generation and g.published_at = @published))
            ) as kept
            from served
            cross join forgotten
        )
        select generation, as_of_date, published_at, sources, coalesce(kept, false),
            set_config('mart_api.after', case when kept then forgotten else 2147483647 end::text, false),
            set_config('mart_api.generation', coalesce(generation::text, ''), false),
            set_config('mart_api.persons', '{"{}"}', false)
        from (values (1)) as always
        left join judged on true
        """;

    private const string After = "generation > current_setting('mart_api.after')::integer and (generation, person_id, event) > (@generation, @person, @event)";

    private const string Restricted = $"""
        select c.generation, g.published_at, c.person_id, c.event, c.parts
        from (
            select generation, person_id, event, parts
            from mart.change
            where {After} and event <> '{ContactEvent}' and parts <> '{ContactPart}'
            order by generation, person_id, event
            limit @rows
        ) c
        join mart.generation g using (generation)
        order by c.generation, c.person_id, c.event
        """;

    /// <summary>Each table gives as many as the page can hold, so that an event that both name is one, with the parts of both.</summary>
    private const string Full = $"""
        with page as materialized (
            select generation, person_id, event, string_agg(parts, ',') as parts, bool_or(is_protected) as is_protected
            from (
                (select generation, person_id, event, parts, false as is_protected from mart.change where {After} order by generation, person_id, event limit @rows)
                union all
                (select generation, person_id, event, parts, true from protected.change where {After} order by generation, person_id, event limit @rows)
            ) as either
            group by generation, person_id, event
            order by generation, person_id, event
            limit @rows
        ),
        named as materialized (
            select set_config('mart_api.persons', coalesce(array_agg(distinct person_id) filter (where is_protected), array[]::uuid[])::text, false)
            from page
        )
        select c.generation, g.published_at, c.person_id, c.event, c.parts, named.*
        from page c
        join mart.generation g using (generation)
        cross join named
        order by c.generation, c.person_id, c.event
        """;

    private const string Account = """
        select access.log_reading(@client, @subject, @scope, @route, persons, current_setting('mart_api.generation')::integer)
        from (select current_setting('mart_api.persons')::uuid[] as persons) as named
        where cardinality(persons) > 0
        """;

    /// <summary>Reads the changes after a place, at most <paramref name="most"/>.</summary>
    /// <exception cref="NothingPublishedException">There is no generation yet.</exception>
    public async Task<ChangePage> Read(ChangePosition after, int most, Caller caller, string route, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var batch = Batch(after, most + 1, caller, route);
        batch.Connection = connection;
        await using var row = await batch.ExecuteReaderAsync(ct);

        _ = await Gate.Pass(row, ct);
        var snapshot = Snapshot.Of(row);
        var kept = row.GetBoolean(4);
        if (!await row.NextResultAsync(ct)) throw new InvalidOperationException("The batch has fewer results than queries.");
        var changes = new List<Change>();
        while (await row.ReadAsync(ct)) changes.Add(new(row.GetInt32(0), row.GetDateTime(1), row.GetGuid(2), row.GetString(3), Parts(row.GetString(4), caller)));
        while (await row.NextResultAsync(ct)) { } // the log line and its commit

        var more = changes.Count > most;
        if (more) changes.RemoveAt(most);
        return snapshot is null ? throw new NothingPublishedException() : new(snapshot, kept, changes, more);
    }

    private static List<string> Parts(string parts, Caller caller) =>
        [.. parts.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(p => caller.Full || p != ContactPart).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static NpgsqlBatch Batch(ChangePosition after, int rows, Caller caller, string route)
    {
        var batch = new NpgsqlBatch
        {
            BatchCommands =
            {
                new("begin isolation level repeatable read, read only"), new($"set local role {(caller.Full ? "mart_protected" : "mart_reader")}"), new(Gate.Opened),
                new(Generation) { Parameters = { Of("generation", after.Generation), Of("event", after.Event), Of("published", after.PublishedAt, NpgsqlDbType.TimestampTz) } },
                new(caller.Full ? Full : Restricted) { Parameters = { Of("generation", after.Generation), Of("person", after.PersonId), Of("event", after.Event), Of("rows", rows) } },
                new("commit"),
            },
        };
        if (!caller.Full) return batch;
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(new("set local role access_writer"));
        batch.BatchCommands.Add(new(Account) { Parameters = { Of("client", caller.Client), Of("subject", caller.Subject, NpgsqlDbType.Text), Of("scope", caller.PersonScope), Of("route", route) } });
        batch.BatchCommands.Add(new("commit"));
        return batch;
    }

    private static NpgsqlParameter Of(string name, object? value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter(name, value ?? DBNull.Value);
        if (type is { } given) parameter.NpgsqlDbType = given;
        return parameter;
    }
}
