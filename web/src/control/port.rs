//! A port to another thread of this tab.

use js_sys::Array;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, MessagePort};

use super::{from_js, to_js};

/// One end of a port; dropping it closes it. What is said before the other end listens waits.
pub struct Port {
    port: MessagePort,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Port {
    /// Listens on a port: `hear` is given what the other end says, and the port it hands over, if it
    /// does.
    pub fn listen<T: DeserializeOwned>(
        port: MessagePort,
        mut hear: impl FnMut(T, Option<MessagePort>) + 'static,
    ) -> Self {
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Ok(message) = from_js(event.data()) {
                hear(message, event.ports().get(0).dyn_into().ok());
            }
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Self { port, _on_message: on_message }
    }

    /// Says something; `false` when that could not be posted.
    pub fn tell(&self, message: &impl Serialize) -> bool {
        to_js(message).is_ok_and(|message| self.port.post_message(&message).is_ok())
    }

    /// Says something and hands a port over; `false` when that could not be posted.
    pub fn hand(&self, message: &impl Serialize, port: &MessagePort) -> bool {
        let ports = Array::of1(port);
        to_js(message)
            .is_ok_and(|message| self.port.post_message_with_transferable(&message, &ports).is_ok())
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        // What was posted still arrives.
        self.port.set_onmessage(None);
        self.port.close();
    }
}
