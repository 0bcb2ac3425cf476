using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World.Nights;

/// <summary>
/// Writes the document of a person as of a night: that of the first night with all that happened since laid upon it, so that it
/// depends on nothing but seed, person and what happened.
/// </summary>
internal sealed class LifeLine(Land land, WorldOptions options, PersonPlanner planner, FregLine line, NightDays days) : IDisposable
{
    private readonly ArrayBufferWriter<byte> first = new(4096);
    private readonly ArrayBufferWriter<byte> last = new(4096);
    private readonly AddressEdits addresses = new(land, options);
    private readonly Utf8JsonWriter json = new(Stream.Null, JsonText.Options);

    public void Write(IBufferWriter<byte> output, Life life, int night)
    {
        var document = planner.Plan(life.Person);
        first.ResetWrittenCount();
        line.Write(first, document);
        var told = life.Told(night);
        if (told.TrueForAll(e => e.Change == NightChange.Unchanged))
        {
            output.Write(first.WrittenSpan);
            return;
        }
        var root = JsonNode.Parse(first.WrittenSpan)!.AsObject();
        Lay(root, life.Person, document.Residences.FirstOrDefault(r => r.Current)?.Address ?? -1, told);
        if (told[^1] is { Change: NightChange.Unreadable } broken) UnreadableValue.Put(root["folkeregisterperson"]!.AsObject(), DiceOf(life.Person, broken));
        last.ResetWrittenCount();
        json.Reset(last);
        root.WriteTo(json);
        json.Flush();
        output.Write(last.WrittenSpan);
        output.Write("\n"u8);
    }

    public void Dispose()
    {
        addresses.Dispose();
        json.Dispose();
    }

    private Dice DiceOf(SyntheticPerson person, LifeEvent happened) => new(options.Seed, DiceSubject.Night, ((long)happened.Night << 32) + person.Index);

    private void Lay(JsonObject root, SyntheticPerson person, int address, List<LifeEvent> told)
    {
        var grading = person.Grading;
        var parts = root["folkeregisterperson"]!.AsObject();
        foreach (var happened in told)
        {
            var edits = new PartEdits(parts, days.Before(happened.Night), DiceOf(person, happened));
            // a client address is that one address only
            var moved = grading == Grading.Confidential ? grading : Grading.Unclassified;
            switch (happened.Change)
            {
                case NightChange.MoveWithin or NightChange.MoveBetween:
                    address = addresses.Move(edits, person.Index, address, happened.Change == NightChange.MoveBetween, moved);
                    break;
                case NightChange.CorrectAddress: address = addresses.Correct(edits, person.Index, address, moved); break;
                case NightChange.Rename: IdentityEdits.Rename(edits); break;
                case NightChange.Marital: IdentityEdits.ChangeMarital(edits); break;
                case NightChange.Citizenship: IdentityEdits.ChangeCitizenship(edits); break;
                case NightChange.Die or NightChange.Emigrate:
                    if (happened.Change == NightChange.Die) IdentityEdits.Die(edits); else IdentityEdits.Emigrate(edits);
                    AddressEdits.Leave(edits);
                    address = -1;
                    break;
                case NightChange.Arrive when person.Kind == PersonKind.NotResident:
                    IdentityEdits.ChangeStatus(edits, "bosatt");
                    address = addresses.Move(edits, person.Index, address, between: true, moved);
                    break;
                case NightChange.NumberChange:
                    IdentityEdits.ChangeNumber(edits, happened.Numbers[0]);
                    root["foedselsEllerDNummer"] = happened.Numbers[0];
                    if (!person.HasDNumber || address >= 0) break;
                    IdentityEdits.ChangeStatus(edits, "bosatt");
                    address = addresses.Move(edits, person.Index, address, between: true, moved);
                    break;
                case NightChange.Merge: IdentityEdits.TakeOver(edits, happened.Numbers); break;
                case NightChange.Split: IdentityEdits.GiveBack(edits, happened.Numbers); break;
                case NightChange.MergedAway: IdentityEdits.Discontinue(edits); break;
                case NightChange.Grade or NightChange.GradeStrictly:
                    grading = happened.Change == NightChange.Grade ? Grading.Confidential : Grading.StrictlyConfidential;
                    AddressEdits.Grade(edits, grading);
                    break;
                case NightChange.Ungrade:
                    AddressEdits.Ungrade(edits);
                    if (grading == Grading.StrictlyConfidential) address = addresses.Move(edits, person.Index, address, between: true, Grading.Unclassified);
                    grading = Grading.Unclassified;
                    break;
                case NightChange.ClientAddress or NightChange.ClientAddressGone:
                    grading = happened.Change == NightChange.ClientAddress ? Grading.ClientAddress : Grading.Unclassified;
                    AddressEdits.GradeResidence(edits, grading);
                    break;
                default: break;
            }
        }
    }
}
