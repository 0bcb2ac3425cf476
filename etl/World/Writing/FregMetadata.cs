using System.Text.Json;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Writing;

/// <summary>The six fields that FREG puts on every element, all of which may be missing.</summary>
internal static class FregMetadata
{
    public static void Write(Utf8JsonWriter json, Moment? registered, bool current, string source, string? reason, Moment? validFrom, Moment? ceased = null)
    {
        if (registered is { } at) JsonText.Write(json, "ajourholdstidspunkt"u8, at);
        json.WriteBoolean("erGjeldende"u8, current);
        json.WriteString("kilde"u8, source);
        JsonText.WriteOptional(json, "aarsak"u8, reason);
        if (validFrom is { } from) JsonText.Write(json, "gyldighetstidspunkt"u8, from);
        if (ceased is { } to) JsonText.Write(json, "opphoerstidspunkt"u8, to);
    }

    /// <summary>Metadata of a fact from a day: registered then or, for the old ones, when the register was filled.</summary>
    public static void Write(Utf8JsonWriter json, DateOnly from, bool current, string reason, Dice dice)
    {
        var old = from.Year < 2017 && dice.PerMille(300);
        if (old)
        {
            Moment? migrated = dice.PerMille(900) ? Moment.During(new(2020, 12, 22), dice) : null;
            Write(json, migrated, current, "KILDE_DSF", dice.PerMille(500) ? "Årsakskode fra DSF: " : null, dice.PerMille(800) ? Moment.Midnight(from) : null);
            return;
        }
        var registered = from < new DateOnly(2022, 3, 2) ? Moment.During(new DateOnly(2022, 3, 2).AddDays(dice.Below(80)), dice) : Moment.During(from, dice);
        Write(json, registered, current, "Synutopia", reason, Moment.Midnight(from));
    }
}
