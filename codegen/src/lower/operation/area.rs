//! Areas: the groups of operations that become server traits.

use super::{Site, words};
use crate::{
    lower::{Lowering, home},
    model::{Area, AreaId, Docs, Name, Receiver},
};

impl<'d> Lowering<'d> {
    /// The area of an operation: what the config says, else its first tag, else its document.
    /// Webhooks and callbacks have areas of their own, because somebody else serves them.
    pub(super) fn area(&mut self, site: &Site<'_>) -> AreaId {
        let name: String = self.area_name(site);
        let name: String = match &site.receiver {
            Receiver::Server => name,
            Receiver::Webhook(_) => format!("{name} webhooks"),
            Receiver::Callback { .. } => format!("{name} callbacks"),
        };
        let known = self
            .api
            .areas
            .iter()
            .position(|area| area.name.wire == name);
        let index: usize = known.unwrap_or_else(|| {
            self.api.areas.push(Area {
                docs: area_docs(site),
                name: Name::new(name),
            });
            self.api.areas.len().saturating_sub(1)
        });
        AreaId(index)
    }

    fn area_name(&self, site: &Site<'_>) -> String {
        let words: Vec<String> = words(site);
        let configured = self.config.operations.areas.iter().find(|(_, globs)| {
            globs
                .iter()
                .any(|glob| words.iter().any(|word| glob.matches(word)))
        });
        if let Some((name, _)) = configured {
            return name.as_str().to_owned();
        }
        match site.operation.object.tags.first() {
            Some(tag) => tag.clone(),
            None if self.description.documents.len() > 1 => {
                home::stem(&site.document.place.document)
            }
            None => site.document.info.title.clone(),
        }
    }
}

fn area_docs(site: &Site<'_>) -> Docs {
    let first: Option<&String> = site.operation.object.tags.first();
    let tags = &site.document.tags;
    let tag = first.and_then(|name| tags.iter().find(|tag| tag.name == *name));
    Docs {
        summary: tag.and_then(|tag| tag.summary.clone()),
        description: tag.and_then(|tag| tag.description.clone()),
        link: tag.and_then(|tag| Some(tag.external_docs.as_ref()?.url.clone())),
        remarks: Vec::new(),
    }
}
