using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;
using Quartz;

namespace PersonEtl.Etl.Commands;

/// <summary><c>schedule</c>: runs every night by Quartz, until it is stopped. Several may run: one of them does the night, another takes over when it dies.</summary>
internal static class ScheduleVerb
{
    private const string EveryNight = "0 15 3 * * ?";

    public static Command Build()
    {
        var cron = new Option<string>("--cron") { Description = "Quartz's cron expression, Norwegian time.", DefaultValueFactory = _ => EveryNight };
        cron.Validators.Add(result =>
        {
            if (!CronExpression.TryParse(result.GetValueOrDefault<string>() ?? "", out _)) result.AddError($"--cron: expected six or seven fields of Quartz's cron, as \"{EveryNight}\", found something else.");
        });
        var late = new Option<int>("--late") { HelpName = "minutes", Description = "After how many minutes a night that has not ended is told by PERSONETL_NOTIFY.", DefaultValueFactory = _ => 240 };
        late.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1440) result.AddError("--late: expected minutes from 1 to 1440.");
        });
        var smallEvery = new Option<int?>("--small-every") { HelpName = "minutes", Description = "How often a small pass publishes the persons of new deltas between the nights, after fetching what of FREG and KRR PERSONETL_FETCH names. Default: PERSONETL_SMALL_EVERY, else never." };
        smallEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > SmallEvery.Most) result.AddError($"--small-every: expected minutes from 1 to {SmallEvery.Most}.");
        });
        var night = new NightOptions();
        var command = new Command("schedule", "Run every night (03:15 in Norway) until stopped; a missed night is made up.") { cron, late, smallEvery, night.Fetch, night.MaxAge };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            ct =>
            {
                var folders = Folders.FromEnvironment();
                return RunAsync(folders, night.Of(parsed, folders), parsed.GetValue(cron)!, TimeSpan.FromMinutes(parsed.GetValue(late)), SmallEvery.Of(parsed.GetValue(smallEvery)), ct);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Folders folders, RunOptions options, string cron, TimeSpan late, TimeSpan? smallEvery, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(dataSource).AddSingleton(folders).AddSingleton(options).AddSingleton(TimeProvider.System);
        builder.AddQuartz(Configure);
        builder.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        builder.Services.AddSingleton(Notices.FromEnvironment(folders, TimeProvider.System, Console.Error.WriteLine));
        builder.Services.AddHostedService(services => new LateNights(dataSource, services.GetRequiredService<Notices>(), TimeProvider.System, cron, late));
        builder.Services.AddHostedService(services => new NightlyTrigger(services.GetRequiredService<ISchedulerFactory>(), cron, smallEvery));
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static void Configure(IQuartzBuilder quartz)
    {
        quartz.ConfigureScheduler(o =>
        {
            o.InstanceName = "personetl";
            // Quartz's own ids have so many digits that they look like a person's number in a log
            o.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";
            o.DefaultTimeZone = Instant.Norway;
        });
        quartz.UsePersistentStore(store => store
            .UsePostgres(o => o.DataSourceFactory = services => services.GetRequiredService<Npgsql.NpgsqlDataSource>())
            .ConfigureStore(o =>
            {
                o.TablePrefix = "quartz.qrtz_";
                o.MisfireThreshold = TimeSpan.FromSeconds(60);
            })
            .UseClustering(c =>
            {
                c.CheckinInterval = TimeSpan.FromSeconds(5);
                c.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
            })
            .UseExecutionHistory()
            .ProvisionSchema());
    }
}
