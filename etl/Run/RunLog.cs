using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>Writes what a run does to <c>ops</c> as it happens, on connections of its own, and tells the person who watches.</summary>
internal sealed class RunLog(NpgsqlDataSource dataSource, TimeProvider time, RunConsole console)
{
    private const string Abandon = "update ops.run set outcome = 'abandoned', ended_at = @now, message = 'The run ended without a word: it was killed, or its machine stopped.' where outcome = 'running'";
    private const string Begin = "insert into ops.run (run_id, started_at, outcome) values (@run, @now, 'running')";
    private const string Step = "insert into ops.step (run_id, step_number, step, started_at, duration_ms, records, details) values (@run, @number, @step, @started, @milliseconds, @records, @details::jsonb)";
    private const string Account = "insert into ops.account (run_id, step, records_in, records_out, quarantined, merged, filtered) values (@run, @Step, @In, @Out, @Quarantined, @Merged, @filtered::jsonb)";
    private const string Quarantine = """
        insert into ops.quarantine (run_id, record_number, source, delivery, file, line, byte_offset, code, json_path)
        values (@run, @number, @source, @Delivery, @File, @Line, @ByteOffset, @Code, @JsonPath)
        """;
    private const string Remark = "insert into ops.remark (run_id, source, code, path, records) values (@run, @source, @code, @path, @records)";
    private const string Check = "insert into ops.check_result (run_id, check_name, wrong_rows, severity, scope, duration_ms) values (@run, @name, @rows, @severity, @scope, @milliseconds)";
    private const string Override = "update ops.run set overridden = @overridden, override_reason = @reason where run_id = @run";
    private const string End = "update ops.run set ended_at = @now, outcome = @outcome, as_of_date = @asOf, generation = @generation, changed_rows = @changed, message = @message where run_id = @run";

    /// <summary>Places of unreadable records that are kept of a source: enough to see what is wrong; the account has their number.</summary>
    private const int MostPlaces = 10_000;

    private readonly Guid run = Guid.NewGuid();
    private int steps;

    public Guid Run => run;

    /// <summary>The step that was begun last.</summary>
    public string? Current { get; private set; }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(Abandon, new { now = Now }, cancellationToken);
        await ExecuteAsync(Begin, new { run, now = Now }, cancellationToken);
    }

    /// <summary>A step: one line when it begins, one when it ended, with what it handled and how long it took. What it did is told though the run is stopped meanwhile.</summary>
    public async Task<T> StepAsync<T>(string step, Func<Task<T>> work, Func<T, StepResult> tell)
    {
        console.Begin(step);
        Current = step;
        var started = Now;
        var clock = Stopwatch.StartNew();
        var result = await work();
        clock.Stop();
        var told = tell(result);
        console.End(step, told, clock.Elapsed);
        var details = told.Details is null ? null : JsonSerializer.Serialize(told.Details);
        await ExecuteAsync(Step, new { run, number = ++steps, step, started, milliseconds = clock.ElapsedMilliseconds, records = told.Records, details }, CancellationToken.None);
        return result;
    }

    /// <summary>Stores accounts, and tells them.</summary>
    public async Task AccountsAsync(IReadOnlyList<Account> accounts, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Account, accounts.Select(a => new { run, a.Step, a.In, a.Out, a.Quarantined, a.Merged, filtered = JsonSerializer.Serialize(a.Filtered) }).ToList(), cancellationToken);
        console.Accounts(accounts);
    }

    /// <summary>Stores what reading a source left: the places of unreadable records, and remarks.</summary>
    public async Task ReadingAsync(SourceReading reading, CancellationToken cancellationToken)
    {
        var source = reading.Source.Text();
        var number = 0;
        var places = reading.Quarantine.OrderBy(q => q.Delivery, StringComparer.Ordinal).ThenBy(q => q.File, StringComparer.Ordinal).ThenBy(q => q.ByteOffset).Take(MostPlaces)
            .Select(q => new { run, number = ++number + ((int)reading.Source * MostPlaces), source, q.Delivery, q.File, q.Line, q.ByteOffset, q.Code, q.JsonPath }).ToList();
        if (places.Count > 0) await ExecuteAsync(Quarantine, places, cancellationToken);
        var remarks = reading.Remarks.Select(r => new { run, source, code = r.Key, path = "", records = r.Value })
            .Concat(reading.Contract.Counts.Select(c => new { run, source, code = c.Key.Code, path = c.Key.Path, records = c.Value })).ToList();
        if (remarks.Count > 0) await ExecuteAsync(Remark, remarks, cancellationToken);
        console.Reading(reading);
    }

    /// <summary>Stores what checks found, and tells of those that do not stop.</summary>
    public async Task ChecksAsync(IReadOnlyList<CheckResult> checks, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Check, checks.Select(c => new { run, name = c.Check.Name, rows = c.WrongRows, severity = Publish.Check.TermOf(c.Check.Severity), scope = Publish.Check.TermOf(c.Check.Scope), milliseconds = (long)c.Duration.TotalMilliseconds }).ToList(), cancellationToken);
        foreach (var warning in Checks.Warnings(checks)) console.Note("check: " + warning);
    }

    /// <summary>Stops the run for what is doubtful about it, unless a reason was given to go on: then both are stored.</summary>
    /// <exception cref="CheckFailedException">There is a doubt, and no reason.</exception>
    public async Task DoubtsAsync(IReadOnlyList<string> doubts, string? reason, CancellationToken cancellationToken)
    {
        if (doubts.Count == 0) return;
        var overridden = string.Join("; ", doubts);
        if (reason is null) throw new CheckFailedException($"The night was stopped: {overridden}. Nothing was published. If it is as it should be: `run --override \"why\"`, and the reason is kept in ops.run.");
        await ExecuteAsync(Override, new { run, overridden, reason = Mask.Numbers(reason) }, cancellationToken);
        console.Note("overridden: " + overridden);
    }

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
        => ExecuteAsync(End, new { run, now = Now, outcome = result.Published ? "published" : "unchanged", asOf = (DateOnly?)result.AsOf, generation = (int?)result.Generation, changed = (long?)result.ChangedRows, message = result.Told }, cancellationToken);

    /// <summary>Notes why the run failed, in words that hold nothing of a person; the caller goes on to throw.</summary>
    public async Task FailAsync(string message)
    {
        try
        {
            await ExecuteAsync(End, new { run, now = Now, outcome = "failed", asOf = (DateOnly?)null, generation = (int?)null, changed = (long?)null, message }, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // the database is gone: what the run failed of is thrown on, and the next run notes this one as abandoned
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}
